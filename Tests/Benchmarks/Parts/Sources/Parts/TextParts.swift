import Kalender
import Tabular

/// Tokenizing, dates, inflating and writing: what needs no drop on disk.
enum TextParts {
  static func tokenizing(_ text: String, _ name: String) -> Part {
    let bytes = Array(text.utf8)
    return Part(name: name, bytes: bytes.count, units: 0, unit: "") {
      bytes.withUnsafeBytes { b in
        var index = CSVIndex()
        index.build(b, delimiter: 0x3B)
        var scanner = CSVScanner(b, delimiter: 0x3B, firstLine: 1, maxFields: 64)
        var fields = 0
        while case .row(let n) = scanner.nextRow(index) { fields += n }
        return fields
      }
    }
  }

  /// A file in gzip, whole in memory, as the program reads it.
  static func inflating(_ text: String) throws -> Part {
    let plain = Array(text.utf8)
    let packed = try plain.withUnsafeBytes { b in try Deflater.deflateAll(b).withBytes { Array($0) } }
    return Part(name: "inflating", bytes: plain.count, units: 0, unit: "") {
      let count = try packed.withUnsafeBytes { b in try Inflater.inflateAll(b, limit: 1 << 30).count }
      guard count == plain.count else { throw BenchmarkError(description: "other bytes came out than were packed") }
      return count
    }
  }

  static func dates(_ count: Int) -> Part {
    // Both forms in turn, and one in a hundred that is no date.
    var bytes: [UInt8] = []
    for i in 0..<count {
      let (y, m, d) = (1950 + i % 80, 1 + i % 12, 1 + i % (i % 100 == 0 ? 40 : 28))
      let (mm, dd) = (m < 10 ? "0\(m)" : "\(m)", d < 10 ? "0\(d)" : "\(d)")
      bytes += (i % 2 == 0 ? "\(dd).\(mm).\(y)" : "\(y)-\(mm)-\(dd)").utf8
    }
    return Part(name: "dates", bytes: 0, units: count, unit: "date") {
      bytes.withUnsafeBytes { b in
        var sum = 0
        for i in 0..<count {
          if let d = Dato(ascii: UnsafeRawBufferPointer(rebasing: b[(10 * i)..<(10 * i + 10)])) { sum &+= Int(d.dagnummer) }
        }
        return sum
      }
    }
  }

  static func writing(_ rows: Int) -> Part {
    let names = ["Ahmad", "Olena", "Bjørn «Bør»", "Åse; Marie", "=1+1"].map { Array($0.utf8) }
    func write(_ w: inout CSVRowWriter) {
      for i in 0..<rows {
        w.field(int: 900_000_000_000 + i)
        names[i % names.count].withUnsafeBytes { w.field(input: $0) }
        w.field(year: 1990 + i % 40, month: 1 + i % 12, day: 1 + i % 28)
        w.field(int: i % 5000)
        w.field(hundredths: i * 25)
        w.emptyField()
        w.field(trusted: "Introduksjonsprogram")
        w.endRow()
      }
    }
    var first = CSVRowWriter(dialect: .excelNb)
    write(&first)
    return Part(name: "writing", bytes: first.out.count, units: 0, unit: "") {
      var w = CSVRowWriter(dialect: .excelNb)
      write(&w)
      return w.out.count
    }
  }
}
