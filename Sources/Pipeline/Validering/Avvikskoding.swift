import Domene
import Innlesing
import Kalender

/// Avvik as bytes, for the time that they lie in a temporary file of the same process.
enum Avvikskoding {
  private static let koder = Avvikskode.allCases

  static func encode(_ post: Avvikspost, into bytes: inout [UInt8]) {
    let a = post.avvik
    let start = bytes.count
    func put(_ n: some FixedWidthInteger) { withUnsafeBytes(of: n) { bytes.append(contentsOf: $0) } }
    put(UInt32(0))
    put(UInt8(truncatingIfNeeded: koder.firstIndex(of: a.kode) ?? 0))
    var flags: UInt8 = a.somAdvarsel ? 1 : 0
    if a.kilde != nil { flags |= 2 }
    if a.dato1 != nil { flags |= 4 }
    if a.dato2 != nil { flags |= 8 }
    if a.tall1 != nil { flags |= 16 }
    if a.tall2 != nil { flags |= 32 }
    put(flags)
    put(a.kolonne)
    put(a.duf)
    if let k = a.kilde {
      put(k.fil)
      put(k.linje)
    }
    if let d = a.dato1 { put(d.dagnummer) }
    if let d = a.dato2 { put(d.dagnummer) }
    if let n = a.tall1 { put(n) }
    if let n = a.tall2 { put(n) }
    put(UInt32(truncatingIfNeeded: post.verdi.count))
    put(UInt32(truncatingIfNeeded: post.tillegg.count))
    bytes += post.verdi
    bytes += post.tillegg
    let size = UInt32(truncatingIfNeeded: bytes.count - start)
    withUnsafeBytes(of: size) { b in for i in 0..<4 { bytes[start + i] = b[i] } }
  }

  /// Bytes that the first avvik of `bytes` takes; nil: not even that can be told.
  static func size(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
  }

  static func decode(_ bytes: ArraySlice<UInt8>) -> Avvikspost {
    bytes.withUnsafeBytes { b in
      var place = 4
      func take<T: FixedWidthInteger>(_: T.Type) -> T {
        defer { place += MemoryLayout<T>.size }
        return b.loadUnaligned(fromByteOffset: place, as: T.self)
      }
      let kode = koder[Int(take(UInt8.self)) % koder.count]
      let flags = take(UInt8.self)
      var a = Avvik(kode, kilde: nil)
      a.somAdvarsel = flags & 1 != 0
      a.kolonne = take(UInt16.self)
      a.duf = take(UInt64.self)
      if flags & 2 != 0 { a.kilde = Kilde(fil: take(UInt32.self), linje: take(UInt32.self)) }
      if flags & 4 != 0 { a.dato1 = Dato(dagnummer: take(Int32.self)) }
      if flags & 8 != 0 { a.dato2 = Dato(dagnummer: take(Int32.self)) }
      if flags & 16 != 0 { a.tall1 = take(Int.self) }
      if flags & 32 != 0 { a.tall2 = take(Int.self) }
      let verdi = Int(take(UInt32.self))
      let tillegg = Int(take(UInt32.self))
      return Avvikspost(
        avvik: a, verdi: Array(b[place..<place + verdi]), tillegg: Array(b[place + verdi..<place + verdi + tillegg]))
    }
  }
}
