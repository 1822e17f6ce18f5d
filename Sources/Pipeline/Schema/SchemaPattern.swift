import Kalender

/// Patterns that take what the reader takes, as regular expressions that XML Schema, Python and
/// JavaScript read alike. They hold for the whole value.
enum SchemaPattern {
  static let duf = "(?:[0-9] *){12}"

  private static let aar = "(?:19|20|21)[0-9]{2}"
  /// The years of 1900-2199 that have a 29 February.
  private static let skuddaar = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"

  /// Every real date from 1900 to 2199, in both forms.
  static let dato: String = {
    let alle = "(?:0[1-9]|1[0-9]|2[0-8])"
    let norsk =
      "(?:\(alle)\\.(?:0[1-9]|1[0-2])|(?:29|30)\\.(?:0[13-9]|1[0-2])|31\\.(?:0[13578]|1[02]))\\.\(aar)|29\\.02\\.\(skuddaar)"
    let iso =
      "\(aar)-(?:(?:0[1-9]|1[0-2])-\(alle)|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|\(skuddaar)-02-29"
    return "(?:\(norsk)|\(iso))"
  }()

  static let maaned: String = {
    let maaned = "(?:0[1-9]|1[0-2])"
    let navn = Maaned.navn.map { anyCase($0) }.joined(separator: "|")
    return "(?:\(maaned)\\.\(aar)|\(aar)-\(maaned)|(?:\(navn)) +\(aar))"
  }()

  /// Text in which a `§` with a number stands.
  static let hjemmel = "(?:.|\\n)*§[ \\u00A0]*[0-9](?:.|\\n)*"

  /// Text that is more than white space.
  static let notBlank = "(?:.|\\n)*[^ \\t\\r\\n\\u00A0](?:.|\\n)*"

  /// Any of some texts, without regard to case, number of spaces and kind of dash.
  static func spellings(_ all: [String]) -> String {
    var seen: Set<String> = []
    return "(?:" + all.map(anyCase).filter { seen.insert($0).inserted }.joined(separator: "|") + ")"
  }

  /// A number from 0 to `most`, with comma or point before decimals, which a whole one has only as zeros.
  static func number(upTo most: Int, whole: Bool) -> String {
    let zeros = "(?:[.,]0+)?"
    let below = "0*(?:\(digits(upTo: most - 1)))"
    return "(?:-?0+\(zeros)|\(below)\(whole ? zeros : "(?:[.,][0-9]+)?")|0*\(most)\(zeros))"
  }

  /// The whole numbers from 0 to `most` without leading zeros.
  private static func digits(upTo most: Int) -> String {
    let digits = String(max(0, most)).compactMap { $0.wholeNumberValue }
    var all: [String] = []
    // Fewer digits: any of them.
    for count in 1..<max(1, digits.count) {
      all.append(count == 1 ? "[0-9]" : "[1-9]" + String(repeating: "[0-9]", count: count - 1))
    }
    // As many digits: equal up to a place and lower there, or equal throughout.
    for place in digits.indices {
      let least = place == 0 && digits.count > 1 ? 1 : 0
      guard digits[place] > least else { continue }
      let same = digits[..<place].map(String.init).joined()
      all.append("\(same)[\(least)-\(digits[place] - 1)]" + String(repeating: "[0-9]", count: digits.count - place - 1))
    }
    all.append(digits.map(String.init).joined())
    return all.joined(separator: "|")
  }

  private static func anyCase(_ text: String) -> String {
    var pattern = ""
    for c in text {
      let (small, big) = (c.lowercased(), c.uppercased())
      if small != big {
        pattern += "[\(small)\(big)]"
      } else if c == " " {
        pattern += " +"
      } else if c == "-" || c == "\u{2013}" {
        pattern += "[-\u{2013}]"
      } else if "\\.[]{}()*+?|^$/".contains(c) {
        pattern += c == "/" ? "/" : "\\\(c)"
      } else {
        pattern += String(c)
      }
    }
    // `pga` with or without its full stop.
    let pga = "[pP][gG][aA]"
    guard let place = pattern.range(of: pga) else { return pattern }
    let rest = pattern[place.upperBound...]
    return pattern[..<place.upperBound] + "\\.?" + (rest.hasPrefix("\\.") ? rest.dropFirst(2) : rest)
  }
}

extension String {
  /// Where a text stands first.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
