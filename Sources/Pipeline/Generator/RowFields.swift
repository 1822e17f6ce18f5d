import Kalender

/// Bytes that grow, with the few ways of writing that a generator needs. Raw
/// memory, because a drop of a gigabyte is written through it field by field.
struct ByteBlock: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  private mutating func room(_ n: Int) {
    guard count &+ n > capacity else { return }
    let wider = max(capacity * 2, count + n)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = wider
  }

  mutating func clear(to n: Int = 0) { count = min(count, n) }

  mutating func put(_ b: UInt8) {
    room(1)
    base[count] = b
    count &+= 1
  }

  mutating func put(_ p: UnsafeBufferPointer<UInt8>) {
    guard let from = p.baseAddress, p.count > 0 else { return }
    room(p.count)
    (base + count).update(from: from, count: p.count)
    count &+= p.count
  }

  mutating func put(_ b: [UInt8]) {
    let n = b.count
    room(n)
    let to = base + count
    b.withUnsafeBufferPointer { p in
      if let from = p.baseAddress { to.update(from: from, count: n) }
    }
    count &+= n
  }

  mutating func put(_ s: StaticString) {
    put(UnsafeBufferPointer(start: s.utf8Start, count: s.utf8CodeUnitCount))
  }

  /// A number with zeros before it up to `width`.
  mutating func put(number n: Int, width: Int = 1) {
    room(24)
    var digits = 1
    var limit = 10
    while digits < 18, n >= limit {
      digits &+= 1
      limit = limit &* 10
    }
    let all = max(digits, width)
    var rest = n
    var i = all &- 1
    while i >= 0 {
      base[count &+ i] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
      rest /= 10
      i &-= 1
    }
    count &+= all
  }

  mutating func put(_ d: Dato, iso: Bool) {
    let p = d.deler
    if iso {
      put(number: p.aar, width: 4)
      put(0x2D)
      put(number: p.maaned, width: 2)
      put(0x2D)
      put(number: p.dag, width: 2)
    } else {
      put(number: p.dag, width: 2)
      put(0x2E)
      put(number: p.maaned, width: 2)
      put(0x2E)
      put(number: p.aar, width: 4)
    }
  }
}

/// The fields of one row, filled in the order of the type's columns.
struct RowFields: ~Copyable {
  private var text = ByteBlock(capacity: 4096)
  private let ends: UnsafeMutablePointer<Int>
  private static let maxFields = 32
  private(set) var count = 0
  /// A field that a fault has put something else into.
  private var changed: (field: Int, bytes: [UInt8])?
  /// Only for giving the pointer of a changed field away.
  private var spare = ByteBlock(capacity: 256)

  init() {
    ends = .allocate(capacity: RowFields.maxFields)
    ends.initialize(repeating: 0, count: RowFields.maxFields)
  }

  deinit { ends.deallocate() }

  mutating func begin() {
    text.clear()
    spare.clear()
    changed = nil
    count = 0
  }

  /// Takes fields away, so that another end can be put on the same row.
  mutating func cut(to fields: Int) {
    guard fields < count else { return }
    count = max(0, fields)
    text.clear(to: count == 0 ? 0 : ends[count - 1])
    changed = nil
  }

  mutating func end() {
    guard count < RowFields.maxFields else { return }
    ends[count] = text.count
    count &+= 1
  }

  mutating func write(_ body: (inout ByteBlock) -> Void) {
    body(&text)
    end()
  }

  mutating func field(_ b: [UInt8]) {
    text.put(b)
    end()
  }

  mutating func field(_ s: StaticString) {
    text.put(s)
    end()
  }

  /// The bytes of a field; good until the row is changed.
  func bytes(_ i: Int) -> UnsafeBufferPointer<UInt8> {
    if changed?.field == i { return spare.bytes }
    guard i < count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let from = i == 0 ? 0 : ends[i - 1]
    return UnsafeBufferPointer(rebasing: text.bytes[from..<ends[i]])
  }

  /// Puts something else into a field: one a row.
  mutating func change(_ i: Int, _ bytes: [UInt8]) {
    changed = (i, bytes)
    spare.clear()
    spare.put(bytes)
  }
}
