import CProcessor
import Domene

/// A row that was taken, as bytes: the header and the row's values in the order
/// of its type's columns.
///
/// | bytes | what |
/// | --- | --- |
/// | 0-1 | length in all (`rundet`) |
/// | 2-5 | line |
/// | 6 | type; the highest bit: the key was a number and is its place now |
/// | 7-9 | segment (the file in input order) |
/// | 10-14 | key: a DUF-nummer, later the number's place among all known ones |
/// | 15- | values |
///
/// Ten million of them are written and read again: a byte less in each is seen in the time of a night.
public enum Post {
  public static let hode = 15
  private static let typeplass = 6
  /// Segments that can be told apart.
  public static let maksKilder = 1 << 24

  /// The length that a post of so many bytes gets: a post of 32 KiB or more, which hardly any is, is a whole number of
  /// `langenhet` long, with zeros behind its values.
  static func rundet(_ bytes: Int) -> Int {
    bytes < langFra ? bytes : (bytes + langenhet - 1) / langenhet * langenhet
  }
  /// Puts those zeros behind the `bytes` of a post, which has room for as many as `rundet` says; returns its length.
  @inline(__always) @discardableResult
  static func fyllUt(_ p: UnsafeMutableRawPointer, _ bytes: Int) -> Int {
    let lengde = rundet(bytes)
    if lengde > bytes { (p + bytes).initializeMemory(as: UInt8.self, repeating: 0, count: lengde - bytes) }
    return lengde
  }
  private static let langFra = 1 << 15
  /// So that the longest is as long as a file's piece can be.
  private static let langenhet = 1 << 17

  @inline(__always) public static func lengde(_ p: UnsafeRawPointer) -> Int {
    let l = Int(p.loadUnaligned(as: UInt16.self))
    return l < langFra ? l : lang(l)
  }
  /// The same of one that is known to be of less than 32 KiB.
  @inline(__always) static func kortLengde(_ p: UnsafeRawPointer) -> Int { Int(p.loadUnaligned(as: UInt16.self)) }
  // A call, so that nobody's next post waits for what its length would be were it a long one.
  @inline(never) private static func lang(_ l: Int) -> Int { (l &- langFra) &* langenhet }
  /// A length of `rundet` as it stands in the header.
  @inline(__always) private static func iHodet(_ lengde: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: lengde < langFra ? lengde : langFra | lengde / langenhet)
  }
  @inline(__always) public static func noekkel(_ p: UnsafeRawPointer) -> UInt64 {
    p.loadUnaligned(fromByteOffset: 7, as: UInt64.self) &>> 24
  }
  @inline(__always) public static func kilde(_ p: UnsafeRawPointer) -> Kilde {
    Kilde(
      fil: p.loadUnaligned(fromByteOffset: 6, as: UInt32.self) &>> 8,
      linje: p.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
  }
  /// As the source goes in input order.
  @inline(__always) static func orden(_ p: UnsafeRawPointer) -> UInt64 {
    let k = kilde(p)
    return UInt64(k.fil) << 32 | UInt64(k.linje)
  }
  @inline(__always) public static func type(_ p: UnsafeRawPointer) -> UInt8 {
    p.load(fromByteOffset: typeplass, as: UInt8.self) & 0x7F
  }
  /// Whether the key of a post that came with its DUF-nummer has been made a place.
  @inline(__always) static func harPlass(_ p: UnsafeRawPointer) -> Bool {
    p.load(fromByteOffset: typeplass, as: UInt8.self) & 0x80 != 0
  }
  @inline(__always) static func sett(plass: UInt32, _ p: UnsafeMutableRawPointer) {
    p.storeBytes(of: p.load(fromByteOffset: typeplass, as: UInt8.self) | 0x80, toByteOffset: typeplass, as: UInt8.self)
    sett(noekkel: UInt64(plass), p)
  }

  /// Writes the header.
  /// - Parameters:
  ///   - lengde: bytes of the post, with the header (`rundet`).
  ///   - noekkel: less than 2 to the 40th, as numbers of twelve digits are.
  ///   - kilde: its `fil` is less than `maksKilder`.
  @inline(__always) static func skrivHode(
    _ p: UnsafeMutableRawPointer, lengde: Int, noekkel: UInt64, _ kilde: Kilde, _ type: Inndatatype
  ) {
    skrivHode(p, lengde: iHodet(lengde), noekkel: noekkel, kilde, type)
  }
  /// The same of a post of less than 32 KiB.
  @inline(__always) static func skrivHode(
    _ p: UnsafeMutableRawPointer, lengde: UInt16, noekkel: UInt64, _ kilde: Kilde, _ type: Inndatatype
  ) {
    nir_put_64(p, UInt64(lengde) | UInt64(kilde.linje) &<< 16 | UInt64(type.rawValue) &<< 48)
    nir_put_64(p + 7, noekkel &<< 24 | UInt64(kilde.fil))
  }
  /// Gives it another key.
  @inline(__always) static func sett(noekkel: UInt64, _ p: UnsafeMutableRawPointer) {
    skriv(noekkel: noekkel, som: p, p)
  }
  /// Writes a key, and beside it the segment of another post: for a copy that is on its way.
  @inline(__always) static func skriv(noekkel: UInt64, som p: UnsafeRawPointer, _ kopi: UnsafeMutableRawPointer) {
    let fil = p.loadUnaligned(fromByteOffset: 7, as: UInt64.self) & 0xFF_FFFF
    nir_put_64(kopi + 7, noekkel &<< 24 | fil)
  }

  /// Whether of such rows only the person and the likeness of two is asked, where nobody wants their
  /// values: not of those that others are held against.
  static func kanForkortes(_ type: Inndatatype) -> Bool {
    switch type {
    case .folkeregister, .udi, .vedtak, .klager: false
    case .bosettinger, .kontakter, .integreringskontrakter, .sluttmaal, .tiltak, .fravaer, .avslutninger,
      .reservasjoner, .utdanning:
      true
    }
  }
  /// Bytes of a post whose values are a hash.
  static let kort = hode + 8

  /// Puts a hash in place of the values: two posts of one person are alike when these are, but for
  /// one chance in 2 to the 64th. Values of fewer bytes than that stay: what stands behind the post is another's.
  /// - Returns: the length that the post now has.
  @inline(__always) static func forkort(_ p: UnsafeMutableRawPointer) -> Int {
    let n = lengde(p)
    if n < kort { return n }
    let h = Feltleser.rasktHash(UnsafeRawBufferPointer(start: p + hode, count: n &- hode))
    p.storeBytes(of: h, toByteOffset: hode, as: UInt64.self)
    p.storeBytes(of: iHodet(kort), as: UInt16.self)
    return kort
  }

  /// Equal in every field, as read; the place in the input aside.
  @inline(__always) public static func like(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> Bool {
    let n = lengde(a)
    if n != lengde(b) || noekkel(a) != noekkel(b) || type(a) != type(b) { return false }
    var i = hode
    while i &+ 8 <= n {
      if a.loadUnaligned(fromByteOffset: i, as: UInt64.self) != b.loadUnaligned(fromByteOffset: i, as: UInt64.self) {
        return false
      }
      i &+= 8
    }
    if i == n { return true }
    // The last eight bytes; of those compared already, and the header's, nothing is asked.
    let ulikt =
      a.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self) ^ b.loadUnaligned(fromByteOffset: n &- 8, as: UInt64.self)
    return ulikt >> UInt64(64 &- 8 &* (n &- i)) == 0
  }
}

/// Posts that stand one behind the other.
public struct Postbiter: @unchecked Sendable {
  // Unchecked: one thread at a time has a part's posts.
  let bytes: UnsafeMutableRawBufferPointer
  /// Whether the posts are keyed by DUF-nummer, and not by its place.
  let medDuf: Bool

  init(_ bytes: UnsafeMutableRawBufferPointer, medDuf: Bool) {
    self.bytes = bytes
    self.medDuf = medDuf
  }

  /// Every post.
  @inline(__always)
  func forHver(_ gjoer: (UnsafeMutableRawPointer) throws -> Void) rethrows {
    guard let base = bytes.baseAddress else { return }
    var i = 0
    while i < bytes.count {
      let p = base + i
      let n = Post.lengde(p)
      // Else these are no bytes of ours: a disk has given back others than were written.
      precondition(n > 0 && n <= bytes.count &- i)
      i &+= n
      try gjoer(p)
    }
  }
}
