/// A growable buffer of raw bytes that output is written into: no `String`, no
/// array bookkeeping, one owner. What is written stays where it is until the
/// buffer is emptied or given away.
@frozen
public struct ByteWriter: ~Copyable, @unchecked Sendable {
  // Sendable: the memory has one owner, which moves with the value.
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  /// Number of bytes written.
  public private(set) var count: Int

  /// - Parameter capacity: bytes to make room for at once.
  public init(capacity: Int = 256) {
    let n = max(capacity, 64)
    base = UnsafeMutableRawPointer.allocate(byteCount: n, alignment: 16)
    self.capacity = n
    count = 0
  }

  @inlinable
  deinit { base.deallocate() }

  /// Makes room for `n` more bytes.
  @inlinable @inline(__always)
  public mutating func reserve(_ n: Int) {
    if count &+ n > capacity { grow(n) }
  }

  @inline(never) @usableFromInline
  mutating func grow(_ n: Int) {
    let wanted = max(capacity * 2, count + n)
    let new = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
    new.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = new
    capacity = wanted
  }

  // MARK: Bytes and text

  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    advance(1)
  }

  @inlinable @inline(__always)
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let p = bytes.baseAddress else { return }
    append(p, bytes.count)
  }

  @inlinable @inline(__always)
  public mutating func append(_ p: UnsafeRawPointer, _ n: Int) {
    reserve(n)
    (base + count).copyMemory(from: p, byteCount: n)
    advance(n)
  }

  /// The first `n` bytes of a vector: a short text that is kept ready.
  @inlinable @inline(__always)
  public mutating func append(_ v: SIMD16<UInt8>, _ n: Int) {
    reserve(16)
    base.storeBytes(of: v, toByteOffset: count, as: SIMD16<UInt8>.self)
    advance(n)
  }

  /// The same of two words, one behind the other, the second of at most eight bytes.
  @inlinable @inline(__always)
  public mutating func append(_ a: UInt64, _ n: Int, _ b: UInt64, _ m: Int) {
    reserve(16)
    base.storeBytes(of: a, toByteOffset: count, as: UInt64.self)
    base.storeBytes(of: b, toByteOffset: count &+ n, as: UInt64.self)
    advance(n &+ m)
  }

  /// `n` bytes of memory that may be read 32 bytes past them: short texts need no call, and
  /// most of them no second turn.
  @inlinable @inline(__always)
  public mutating func append(withSlack p: UnsafeRawPointer, _ n: Int) {
    reserve(n &+ 32)
    var i = 0
    repeat {
      base.storeBytes(
        of: p.loadUnaligned(fromByteOffset: i, as: SIMD32<UInt8>.self), toByteOffset: count &+ i,
        as: SIMD32<UInt8>.self)
      i &+= 32
    } while i < n
    advance(n)
  }

  /// The same with 16 bytes, and whether one of the bytes is the separator, a quote, CR or LF. It is asked
  /// while they are at hand: what was just written must be waited for.
  @inlinable @inline(__always)
  public mutating func append(withSlack p: UnsafeRawPointer, _ n: Int, holdsSpecial separator: UInt8) -> Bool {
    reserve(n &+ 16)
    var special = Lanes.Mask(repeating: false)
    var i = 0
    repeat {
      let block = p.loadUnaligned(fromByteOffset: i, as: Lanes.Block.self)
      base.storeBytes(of: block, toByteOffset: count &+ i, as: Lanes.Block.self)
      var here = (block .== Lanes.all(separator)) .| (block .== Lanes.all(0x22))
      here = here .| (block .== Lanes.all(0x0D)) .| (block .== Lanes.all(0x0A))
      // Of the last block only what is the text's own.
      special = special .| here .& Lanes.before(n &- i)
      i &+= 16
    } while i < n
    advance(n)
    return Lanes.any(special)
  }

  /// Appends all bytes.
  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Appends all bytes.
  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// The text's UTF-8.
  public mutating func append(text: String) {
    var t = text
    t.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// A text of the program's own, without a `String` being made.
  @inlinable @inline(__always)
  public mutating func literal(_ s: StaticString) {
    append(UnsafeRawPointer(s.utf8Start), s.utf8CodeUnitCount)
  }

  // MARK: Numbers

  /// A whole number.
  public mutating func append(int n: Int) {
    reserve(20)
    if n >= 0, n < 100_000_000 {
      let digits = Digits.eight(UInt32(truncatingIfNeeded: n))
      // Zeros in front fall away, but for the last digit.
      let zeros = min(7, digits.trailingZeroBitCount &>> 3)
      base.storeBytes(
        of: (digits &+ Digits.ascii) &>> UInt64(truncatingIfNeeded: 8 &* zeros), toByteOffset: count, as: UInt64.self)
      return advance(8 &- zeros)
    }
    var rest = n.magnitude
    if n < 0 { append(0x2D) }
    var digits = 1
    var limit: UInt = 10
    while digits < 20, rest >= limit {
      digits += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    reserve(digits)
    var i = count + digits
    while i > count {
      i -= 1
      base.storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) &+ 0x30, toByteOffset: i, as: UInt8.self)
      rest /= 10
    }
    advance(digits)
  }

  /// A number of at least `width` digits, zeros in front.
  public mutating func append(int n: Int, width: Int) {
    var limit = 10
    for _ in 1..<max(width, 1) {
      if n < limit { append(0x30) }
      limit *= 10
    }
    append(int: n)
  }

  /// A number of hundredths with two decimals: 2388 -> `23,88`.
  public mutating func append(hundredths n: Int, decimalPoint: UInt8) {
    if n < 0 { append(0x2D) }
    let m = Int(n.magnitude)
    append(int: m / 100)
    append(decimalPoint)
    append(twoDigits: m % 100)
  }

  /// A number of millionths with as many decimals as it has, but at least
  /// `minimumDecimals` (at most six): 15 250 000 -> `15,25`, 30 000 000 -> `30,0`.
  public mutating func append(millionths n: Int64, decimalPoint: UInt8, minimumDecimals: Int) {
    if n < 0 { append(0x2D) }
    let m = Int(clamping: n.magnitude)
    append(int: m / 1_000_000)
    var fraction = m % 1_000_000
    var decimals = 0
    var scale = 100_000
    if fraction > 0 || minimumDecimals > 0 { append(decimalPoint) }
    while scale > 0, fraction > 0 || decimals < minimumDecimals {
      append(UInt8(fraction / scale) + 0x30)
      fraction %= scale
      scale /= 10
      decimals += 1
    }
  }

  /// 0 to 99 as two digits.
  @inlinable @inline(__always)
  public mutating func append(twoDigits n: Int) {
    reserve(2)
    putTwoDigits(n, at: count)
    advance(2)
  }

  @inlinable @inline(__always)
  mutating func putTwoDigits(_ n: Int, at offset: Int) {
    let m = UInt32(truncatingIfNeeded: n)
    let tens = m / 10
    base.storeBytes(of: UInt8(truncatingIfNeeded: tens &+ 0x30), toByteOffset: offset, as: UInt8.self)
    base.storeBytes(
      of: UInt8(truncatingIfNeeded: m &- tens &* 10 &+ 0x30), toByteOffset: offset &+ 1, as: UInt8.self)
  }

  /// A date, `dd.mm.yyyy` or, when `iso`, `yyyy-mm-dd`. Years have four digits.
  @inlinable @inline(__always)
  public mutating func append(year: Int, month: Int, day: Int, iso: Bool) {
    reserve(10)
    let high = year / 100
    let low = year &- high &* 100
    let head: UInt64
    let tail: UInt64
    if iso {
      let d = Digits.pairs(high, low, month, day) &+ Digits.ascii
      head = d & 0xFFFF_FFFF | (d &>> 32 & 0xFFFF) &<< 40 | 0x2D00_002D_0000_0000
      tail = d &>> 48
    } else {
      let d = Digits.pairs(day, month, high, low) &+ Digits.ascii
      head = d & 0xFFFF | (d &>> 16 & 0xFFFF) &<< 24 | (d &>> 32) &<< 48 | 0x2E00_002E_0000
      tail = d &>> 48
    }
    base.storeBytes(of: head, toByteOffset: count, as: UInt64.self)
    base.storeBytes(of: UInt16(truncatingIfNeeded: tail), toByteOffset: count &+ 8, as: UInt16.self)
    advance(10)
  }

  // MARK: What is written

  @inlinable @inline(__always)
  mutating func advance(_ n: Int) { setCount(count &+ n) }

  @usableFromInline @inline(__always)
  mutating func setCount(_ n: Int) { count = n }

  /// Takes back everything from a place on.
  @inlinable @inline(__always)
  public mutating func truncate(to n: Int) {
    if n < count { setCount(max(n, 0)) }
  }

  /// Empties the buffer and keeps its memory.
  public mutating func removeAll() { count = 0 }

  /// Opens a gap of `n` bytes at a place; its content is what stood there.
  mutating func insertGap(_ n: Int, at place: Int) {
    reserve(n)
    (base + place + n).copyMemory(from: base + place, byteCount: count - place)
    count += n
  }

  @inlinable @inline(__always)
  public subscript(i: Int) -> UInt8 {
    get { base.load(fromByteOffset: i, as: UInt8.self) }
    set { base.storeBytes(of: newValue, toByteOffset: i, as: UInt8.self) }
  }

  /// Whether a byte from a place on is the separator, a quote, CR or LF.
  @usableFromInline
  mutating func holdsSpecial(from place: Int, separator: UInt8) -> Bool {
    // Zeros behind the end, so that the last block is whole.
    reserve(16)
    base.storeBytes(of: Lanes.all(0), toByteOffset: count, as: Lanes.Block.self)
    let bytes = UnsafeRawBufferPointer(start: base, count: capacity)
    var special = Lanes.Mask(repeating: false)
    var i = place
    while i < count {
      let block = Lanes.load(bytes, i)
      special = special .| (block .== Lanes.all(separator)) .| (block .== Lanes.all(0x22))
      special = special .| (block .== Lanes.all(0x0D)) .| (block .== Lanes.all(0x0A))
      i &+= 16
    }
    return Lanes.any(special)
  }

  @inlinable
  public borrowing func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// A copy of what is written.
  public borrowing func bytes() -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: base, count: count))
  }

  /// What is written, as text (for messages and tests).
  public borrowing func text() -> String {
    String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
  }
}
