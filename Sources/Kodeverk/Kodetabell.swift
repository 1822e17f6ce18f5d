/// One of the code tables in `Tabeller/`, as embedded in the program: `;`
/// between fields, no quotes, first line the column names. The files are ours;
/// a test reads every one of them and checks its columns.
struct Kodetabell {
  let kolonner: [String]
  let rader: [[String]]

  init(_ bytes: [UInt8]) {
    var linjer: [[String]] = []
    // By bytes: going through characters takes milliseconds of every start.
    for linje in bytes.split(separator: 0x0A) {
      let utenCR = linje.last == 0x0D ? linje.dropLast() : linje
      if utenCR.isEmpty { continue }
      linjer.append(utenCR.split(separator: 0x3B, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) })
    }
    kolonner = linjer.first ?? []
    rader = Array(linjer.dropFirst())
  }

  /// Column number, or the number of columns (past every row) when unknown.
  func nr(_ kolonne: String) -> Int { kolonner.firstIndex(of: kolonne) ?? kolonner.count }

  func verdi(_ rad: Int, _ kolonne: String) -> String {
    let k = nr(kolonne)
    return k < rader[rad].count ? rader[rad][k] : ""
  }

  func kolonne(_ navn: String) -> [String] { rader.indices.map { verdi($0, navn) } }
}
