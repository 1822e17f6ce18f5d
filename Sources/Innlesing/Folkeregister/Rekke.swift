/// Values of one kind in memory that stands ready from one document to the next.
struct Rekke<T: BitwiseCopyable>: ~Copyable {
  private(set) var antall = 0
  private var plasser: UnsafeMutablePointer<T>
  private var rom: Int

  init(rom: Int = 8) {
    self.rom = max(1, rom)
    plasser = .allocate(capacity: self.rom)
  }

  deinit { plasser.deallocate() }

  @inline(__always)
  mutating func leggTil(_ v: T) {
    if antall == rom { voks(til: 2 * rom) }
    (plasser + antall).initialize(to: v)
    antall &+= 1
  }

  @inline(__always)
  mutating func toem() { antall = 0 }

  /// The values, good until the next call that changes them.
  var verdier: UnsafeBufferPointer<T> { UnsafeBufferPointer(start: plasser, count: antall) }

  /// Changes the value at a place that there is.
  mutating func endre(_ i: Int, _ gjoer: (inout T) -> Void) { gjoer(&plasser[i]) }

  /// Room for `n` values, which are then taken to be there: the caller writes them.
  mutating func sett(antall n: Int) -> UnsafeMutablePointer<T> {
    antall = 0
    if n > rom { voks(til: max(n, 2 * rom)) }
    antall = n
    return plasser
  }

  @inline(never)
  private mutating func voks(til nytt: Int) {
    let nye = UnsafeMutablePointer<T>.allocate(capacity: nytt)
    nye.moveInitialize(from: plasser, count: antall)
    plasser.deallocate()
    plasser = nye
    rom = nytt
  }
}

extension Rekke where T == UInt8 {
  /// Adds bytes; the place of the first of them.
  mutating func leggTil(_ b: UnsafeRawBufferPointer) -> Int {
    let fra = antall
    for c in b { leggTil(c) }
    return fra
  }

  /// A part of the bytes, good until the next call that changes them.
  func del(_ omraade: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(verdier)[omraade])
  }
}
