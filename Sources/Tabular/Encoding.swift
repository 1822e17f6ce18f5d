/// How the bytes of a text file stand for letters.
public enum TextEncoding: Equatable, Sendable {
  /// UTF-8 without a byte order mark; plain ASCII too.
  case utf8
  /// UTF-8 after a byte order mark (EF BB BF), which is no part of the text.
  case utf8WithMark
  /// Windows-1252, see `Windows1252`.
  case windows1252

  /// Bytes before the text begins: 3 with a mark, else 0.
  public var markLength: Int { self == .utf8WithMark ? 3 : 0 }

  /// Whether `bytes` begin with UTF-8's byte order mark. Three bytes are enough.
  public static func hasMark(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  /// Tells the encoding of a whole file.
  ///
  /// What is not valid UTF-8 is Windows-1252 if that gives every byte a meaning.
  /// A file with a mark says that it is UTF-8; where it is not, it has been put together from two
  /// encodings, and no reading of it is right.
  /// - Throws: `nulByte`, `notText` (the offset of the first byte that Windows-1252
  ///   does not have; with a mark, of the first ill-formed sequence).
  public static func detect(_ bytes: UnsafeRawBufferPointer) throws(TabularError) -> TextEncoding {
    let marked = hasMark(bytes)
    var check = UTF8Check()
    check.update(bytes)
    check.finish()
    if let nul = check.firstNul { throw .nulByte(offset: nul) }
    guard let invalid = check.firstInvalid else { return marked ? .utf8WithMark : .utf8 }
    if let nul = UTF8Check.firstNul(bytes) { throw .nulByte(offset: nul) }
    if marked { throw .notText(offset: invalid) }
    if let undefined = Windows1252.firstUndefined(bytes) { throw .notText(offset: undefined) }
    return .windows1252
  }

  /// Checks that a whole file is UTF-8 without NUL, as JSON must be.
  /// - Returns: `utf8` or `utf8WithMark`.
  /// - Throws: `nulByte`, `notUTF8`.
  public static func requireUTF8(_ bytes: UnsafeRawBufferPointer) throws(TabularError) -> TextEncoding {
    var check = UTF8Check()
    check.update(bytes)
    check.finish()
    if let nul = check.firstNul { throw .nulByte(offset: nul) }
    if let invalid = check.firstInvalid { throw .notUTF8(offset: invalid) }
    return hasMark(bytes) ? .utf8WithMark : .utf8
  }
}

/// Windows-1252, the encoding of Western European Windows programs.
///
/// The five bytes 81, 8D, 8F, 90 and 9D stand for nothing in it. They are not replaced: a file
/// that has them is in another encoding or is no text, and guessing would put wrong letters into names.
public enum Windows1252 {
  /// The code points of 80...9F; 0 where there is none. From A0 a byte is its own code point.
  private static let upperControls: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]

  /// Offset of the first byte that Windows-1252 gives no meaning; nil: none.
  public static func firstUndefined(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var place = 0
    let end = bytes.count
    while place &+ 16 <= end {
      let block = Lanes.load(bytes, place)
      if Lanes.any(Lanes.signed(block) .< SIMD16<Int8>(repeating: 0)) {
        // 8D and 8F, 81, 90, 9D.
        let undefined =
          ((block | Lanes.all(0x02)) .== Lanes.all(0x8F)) .| (block .== Lanes.all(0x81))
          .| (block .== Lanes.all(0x90)) .| (block .== Lanes.all(0x9D))
        let lane = Lanes.first(undefined)
        if lane < 16 { return place &+ lane }
      }
      place &+= 16
    }
    while place < end {
      switch bytes[place] {
      case 0x81, 0x8D, 0x8F, 0x90, 0x9D: return place
      default: place &+= 1
      }
    }
    return nil
  }

  /// The same text in UTF-8: 1 to 3 bytes for each of `bytes`.
  /// - Throws: `notText` at the first byte that Windows-1252 gives no meaning.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(TabularError) -> [UInt8] {
    if let undefined = firstUndefined(bytes) { throw .notText(offset: undefined) }
    // Room for three bytes in place of each that is not ASCII; what is over is not touched.
    let room = bytes.count &+ 2 &* countNonASCII(bytes)
    return upperControls.withUnsafeBufferPointer { table in
      [UInt8](unsafeUninitializedCapacity: room) { output, written in
        written = decode(bytes, into: output, table)
      }
    }
  }

  private static func countNonASCII(_ bytes: UnsafeRawBufferPointer) -> Int {
    var total = 0
    var place = 0
    while place &+ 16 <= bytes.count {
      total &+= Lanes.count(Lanes.signed(Lanes.load(bytes, place)) .< SIMD16<Int8>(repeating: 0))
      place &+= 16
    }
    while place < bytes.count {
      if bytes[place] >= 0x80 { total &+= 1 }
      place &+= 1
    }
    return total
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<UInt8>,
    _ table: UnsafeBufferPointer<UInt16>
  ) -> Int {
    let out = UnsafeMutableRawBufferPointer(output)
    var place = 0
    var written = 0
    while place < bytes.count {
      if place &+ 16 <= bytes.count && written &+ 16 <= out.count {
        let block = Lanes.load(bytes, place)
        let plain = Lanes.first(Lanes.signed(block) .< SIMD16<Int8>(repeating: 0))
        // All sixteen are stored; those from `plain` on are written over next.
        out.storeBytes(of: block, toByteOffset: written, as: Lanes.Block.self)
        place &+= plain
        written &+= plain
        if plain == 16 { continue }
      }
      let byte = bytes[place]
      place &+= 1
      let scalar = byte >= 0x80 && byte < 0xA0 ? table[Int(byte &- 0x80)] : UInt16(byte)
      if scalar < 0x80 {
        output[written] = byte
        written &+= 1
      } else if scalar < 0x800 {
        output[written] = 0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6)
        output[written &+ 1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        written &+= 2
      } else {
        output[written] = 0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12)
        output[written &+ 1] = 0x80 | UInt8(truncatingIfNeeded: (scalar &>> 6) & 0x3F)
        output[written &+ 2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        written &+= 3
      }
    }
    return written
  }
}
