/// CSV in the plainest way, a byte at a time with no index: what `CSVScanner` is held against.
struct PlainCSV {
  enum Event: Equatable {
    case row(line: Int, fields: [[UInt8]])
    case unclosedQuote(line: Int)
    case textAfterQuote(line: Int)
  }

  private let text: [UInt8]
  private let delimiter: UInt8

  static func read(_ text: [UInt8], delimiter: UInt8) -> [Event] { PlainCSV(text: text, delimiter: delimiter).events() }

  private func events() -> [Event] {
    var events: [Event] = []
    var place = 0
    var line = 1
    while place < text.count {
      let (event, next) = row(place, line)
      if let event { events.append(event) }
      line += text[place..<next].count { $0 == 0x0A }
      place = next
    }
    return events
  }

  /// The offset after the line that holds `place`.
  private func lineEnd(_ place: Int) -> Int { text[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count }

  /// One row from `start`, and where the next begins. No event: a blank line.
  private func row(_ start: Int, _ line: Int) -> (Event?, Int) {
    var fields: [[UInt8]] = []
    var place = start
    var now = line
    while true {
      if place < text.count, text[place] == 0x22 {
        let opened = place
        let openedLine = now
        var field: [UInt8] = []
        place += 1
        while true {
          guard place < text.count else { return (.unclosedQuote(line: openedLine), lineEnd(opened)) }
          if text[place] == 0x22 {
            if place + 1 < text.count, text[place + 1] == 0x22 {
              field.append(0x22)
              place += 2
              continue
            }
            place += 1
            break
          }
          if text[place] == 0x0A { now += 1 }
          field.append(text[place])
          place += 1
        }
        fields.append(field)
        let rest = text[place...]
        if rest.first == delimiter {
          place += 1
          continue
        }
        if rest.isEmpty || rest.elementsEqual([0x0D]) { return (.row(line: line, fields: fields), text.count) }
        if rest.first == 0x0A { return (.row(line: line, fields: fields), place + 1) }
        if rest.starts(with: [0x0D, 0x0A]) { return (.row(line: line, fields: fields), place + 2) }
        return (.textAfterQuote(line: openedLine), lineEnd(now == openedLine ? place : opened))
      }
      var field: [UInt8] = []
      while place < text.count, text[place] != delimiter, text[place] != 0x0A {
        field.append(text[place])
        place += 1
      }
      if place < text.count, text[place] == delimiter {
        fields.append(field)
        place += 1
        continue
      }
      if field.last == 0x0D { field.removeLast() }
      fields.append(field)
      let isBlank = fields.count == 1 && fields[0].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      return (isBlank ? nil : .row(line: line, fields: fields), min(text.count, place + 1))
    }
  }
}
