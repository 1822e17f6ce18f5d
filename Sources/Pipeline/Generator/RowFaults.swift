import Innlesing

/// The faults of reading that a row can have (`avvik.md`), put in at random.
enum RowFaults {
  /// Puts one fault into a row. Some are of the line, some mean the row twice.
  static func apply(
    to row: inout RowFields, _ type: Inndatatype, shape: FileShape, _ random: inout SeededRandom
  ) -> (line: LineFault, twice: Bool) {
    let columns = type.kolonner
    func any(_ r: inout SeededRandom, _ fits: (Kolonne) -> Bool) -> Int? {
      let all = columns.indices.filter { shape.columns.contains($0) && fits(columns[$0]) }
      return all.isEmpty ? nil : all[r.below(all.count)]
    }
    func put(_ column: Int?, _ values: [String], _ r: inout SeededRandom) -> Bool {
      guard let column else { return false }
      row.change(column, Array(r.pick(values, or: "").utf8))
      return true
    }
    var done = false
    switch random.below(16) {
    case 0: done = put(any(&random) { $0.maaHaVerdi }, [""], &random)
    case 1: done = put(any(&random) { $0.slag.er(.duf) }, ["2022000094021", "20220000", "DUF mangler"], &random)
    case 2, 3:
      let wrong = ["31.02.2023", "00.00.0000", "2023-13-01", "i går", "01.01.1899", "20230101", "01.01.2200"]
      done = put(any(&random) { $0.slag.er(.dato) || $0.slag.er(.maaned) }, wrong, &random)
    case 4: done = put(any(&random) { $0.slag.er(.tall) }, ["-1", "900", "ti", "1,5,2"], &random)
    case 5:
      done = put(
        any(&random) { $0.slag.er(.kode) }, ["Egenmeldingg", "Vedtak om utvidelse", "Annet tiltak", "?"], &random)
    case 6: done = put(any(&random) { $0.slag.er(.kommune) }, ["0000", "9999", "301", "12", "Oslo"], &random)
    case 7: done = put(any(&random) { $0.slag.er(.boolsk) }, ["kanskje", "2"], &random)
    case 8:
      let stranger = String(PersonNumbers.duf(year: 2015, serial: random.below(1000)))
      if type != .udi { done = put(any(&random) { $0.slag.er(.duf) }, [stranger], &random) }
    case 9:
      done = put(type == .klager ? type.kolonnenummer("Vedtak-ID") : nil, ["VE99999999"], &random)
    case 10:
      done = put(any(&random) { $0.slag.er(.fnr) }, ["00000000000", "1234567890", "31129912345"], &random)
    case 11: done = put(any(&random) { $0.slag.er(.hjemmel) }, ["Utlendingsloven", "§"], &random)
    case 12:
      let formula = ["=1+1", "@x", "+47", "-2", "=HYPERLINK(\"x\";\"y\")"]
      done = put(any(&random) { $0.navn == "Registrert av" || $0.navn == "Etternavn" }, formula, &random)
    case 13 where shape.format == .csv: return (random.permille(500) ? .fewerFields : .moreFields, false)
    case 14 where shape.format == .csv: return (.strayQuote, false)
    case 13 where shape.format == .ndjson: return (.brokenJSON, false)
    case 14: return (.wrongShape, false)
    default: break
    }
    return (.none, !done)
  }
}

extension Kolonneslag {
  /// The kinds that faults tell apart.
  fileprivate enum Slag { case duf, dato, maaned, tall, kode, kommune, boolsk, fnr, hjemmel }

  fileprivate func er(_ s: Slag) -> Bool {
    switch self {
    case .duf: s == .duf
    case .dato: s == .dato
    case .maaned: s == .maaned
    case .desimal, .heltall: s == .tall
    case .kode, .kodeEllerTekst: s == .kode
    case .kommune: s == .kommune
    case .boolsk, .boolskEllerTom: s == .boolsk
    case .foedselsnummer: s == .fnr
    case .hjemmel: s == .hjemmel
    case .tekst, .merkelapp, .id, .bydel: false
    }
  }
}
