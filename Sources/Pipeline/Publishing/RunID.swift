import Glibc

/// A run's name among the kept runs of an output folder: when it began, in UTC, and
/// a counter, as `2026-11-22T183005Z-1`. The clock is used for the name only; a
/// clock that is set back makes the counter grow, so that later runs sort later.
public struct RunID: Sendable, Hashable, Comparable {
  /// Seconds since 1970 in UTC.
  public let seconds: Int
  /// 1 and up; 0 for outputs that an older program left (see `Publication`).
  public let counter: Int

  init(seconds: Int, counter: Int) {
    self.seconds = max(0, seconds)
    self.counter = counter
  }

  /// Reads what `text` gives; nil for any other name.
  public init?(_ text: some StringProtocol) {
    let b = Array(text.utf8)
    // 0123456789012345678
    // 2026-11-22T183005Z-1
    guard (20...30).contains(b.count), b[4] == 0x2D, b[7] == 0x2D, b[10] == 0x54, b[17] == 0x5A, b[18] == 0x2D else {
      return nil
    }
    func number(_ from: Int, _ to: Int) -> Int32? {
      guard b[from..<to].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      return Int32(String(decoding: b[from..<to], as: UTF8.self))
    }
    var t = tm()
    guard let year = number(0, 4), let month = number(5, 7), let day = number(8, 10), let hour = number(11, 13),
      let minute = number(13, 15), let second = number(15, 17), let counter = number(19, b.count)
    else { return nil }
    (t.tm_year, t.tm_mon, t.tm_mday) = (year - 1900, month - 1, day)
    (t.tm_hour, t.tm_min, t.tm_sec) = (hour, minute, second)
    self.init(seconds: timegm(&t), counter: Int(counter))
    // No other spelling of the same moment, and no 30 February.
    guard self.text == String(text) else { return nil }
  }

  /// The folder's name.
  public var text: String {
    let stamp = utc(seconds)
    return String(stamp.filter { $0 != ":" }) + "-\(counter)"
  }

  public static func < (a: RunID, b: RunID) -> Bool { (a.seconds, a.counter) < (b.seconds, b.counter) }

  /// The name of a run that begins now, after all that are there.
  static func next(after all: some Sequence<RunID>, now: Int = time(nil)) -> RunID {
    let first = RunID(seconds: now, counter: 1)
    guard let last = all.max(), last >= first else { return first }
    return RunID(seconds: last.seconds, counter: last.counter + 1)
  }
}
