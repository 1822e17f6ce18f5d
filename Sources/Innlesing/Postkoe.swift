/// A few posts that wait for the table's memory: looking a number up right after
/// its row is read would stand still for it.
struct Postkoe: ~Copyable {
  private static let bytes = 48 << 10
  private static let maksAntall = 64
  /// No row that the quick reader takes becomes more; so all have a `Post.kortLengde`.
  static let stoerste = 4 << 10

  /// Bytes behind the last post that may be read.
  static let rom = 32

  let minne: UnsafeMutableRawPointer
  /// Where to look for each post's number, and room for what is found there.
  let spor: UnsafeMutablePointer<Nummerkart.Spor>
  let kandidater: UnsafeMutablePointer<Nummerkart.Treff>
  private var n = 0
  private(set) var antall = 0

  init() {
    minne = .allocate(byteCount: Self.bytes + Self.rom, alignment: 16)
    spor = .allocate(capacity: Self.maksAntall)
    kandidater = .allocate(capacity: Self.maksAntall)
  }

  deinit {
    minne.deallocate()
    spor.deallocate()
    kandidater.deallocate()
  }

  /// Where the next post goes.
  var neste: UnsafeMutableRawPointer { minne + n }
  var erFull: Bool { antall >= Self.maksAntall || n > Self.bytes - Self.stoerste }

  /// The post at `neste` is written.
  @inline(__always)
  mutating func ta(_ lengde: Int, _ duf: UInt64, _ blikk: Nummerkart.Blikk?) {
    if let blikk { spor[antall] = blikk.spor(duf) }
    n &+= lengde
    antall &+= 1
  }

  mutating func toem() {
    n = 0
    antall = 0
  }
}
