import Kalender
import Kodeverk
import Rapport
import Tabular

/// `per_kommune`: every row of a list once more, in a file of its kommune's, so that
/// each sender can be handed its own and nothing else. The kommune is the one that
/// the row shows: a protected person's reads `Skjermet`, so that it is in no file.
struct Kommunedeling {
  let dato: Dato
  let dialekt: CSVDialect
  let lister: Set<OutputName>
  /// By list and by the kommune's name as shown.
  private var rader: [OutputName: [String: [UInt8]]] = [:]
  private var kommuner: [ArraySlice<UInt8>: String] = [:]

  init(dato: Dato, dialekt: CSVDialect, lister: Set<OutputName>) {
    self.dato = dato
    self.dialekt = dialekt
    self.lister = lister
  }

  /// Takes the next rows of a list, in order.
  mutating func ta(_ navn: OutputName, _ bytes: [UInt8]) {
    guard lister.contains(navn), let kolonne = navn.kommunekolonne else { return }
    var bit: [String: [UInt8]] = [:]
    for rad in Kolonneleser.rader(bytes) {
      let felt = Kolonneleser.felt(bytes, rad, kolonne, dialekt.separator)
      let kommune = String(decoding: felt.prefix { $0 != 0x2F }, as: UTF8.self)
      guard !kommune.isEmpty, kommune != "Skjermet" else { continue }
      bit[kommune, default: []] += bytes[rad]
    }
    for (k, b) in bit { rader[navn, default: [:]][k, default: []] += b }
  }

  /// Writes the files, by list and by kommunenummer.
  func skriv(_ publisher: Publisher, utvalg: Utvalg) throws(RunError) -> [RunManifest.Output] {
    var ut: [RunManifest.Output] = []
    for navn in OutputName.allCases where lister.contains(navn) {
      let egne = (rader[navn] ?? [:]).map { (nummer: nummer($0.key), navn: $0.key, bytes: $0.value) }
      for k in egne.sorted(by: { ($0.nummer, $0.navn) < ($1.nummer, $1.navn) }) {
        let fil = try publisher.file(named: "\(navn.rawValue)_\(k.nummer).csv")
        try fil.write(innhold(navn, k.navn, k.bytes, utvalg))
        // Closed at once: there may be more files than a process may have open.
        try fil.shut()
        ut.append(
          .init(name: fil.name, rows: Kolonneleser.rader(k.bytes).count, bytes: fil.size, sha256: fil.sha256))
      }
    }
    return ut
  }

  /// Four digits; a number that no year has is its own name.
  private func nummer(_ navn: String) -> String { Kommuner.oppslag(navn, per: dato)?.nummer.tekst ?? navn }

  /// A kommune's file: an avslutningsrapport says in its first lines that it is the
  /// kommune's, and how the kommune's own persons fall.
  private func innhold(_ navn: OutputName, _ kommune: String, _ bytes: [UInt8], _ utvalg: Utvalg) -> [UInt8] {
    if let u = navn.utfil {
      var valg = Listevalg()
      valg.kommune = kommune
      return Listesvar(Listetabell(u, dialekt: dialekt, kropp: bytes), valg).csv(dialekt: dialekt, utvalg: utvalg)
    }
    return (navn.tilleggsfil?.hode(dialekt: dialekt) ?? []) + bytes
  }
}

/// Rows and fields of bytes that `CSVRowWriter` has written.
enum Kolonneleser {
  /// The rows with their line ends.
  static func rader(_ b: [UInt8]) -> [Range<Int>] {
    var ut: [Range<Int>] = []
    var start = 0
    var sitert = false
    b.withUnsafeBufferPointer { p in
      for i in p.indices {
        if p[i] == 0x22 { sitert.toggle() }
        if p[i] == 0x0A, !sitert {
          ut.append(start..<i + 1)
          start = i + 1
        }
      }
    }
    return ut
  }

  /// A field without its quotes; a kommune's or bydel's name has none inside.
  static func felt(_ b: [UInt8], _ rad: Range<Int>, _ kolonne: Int, _ skille: UInt8) -> ArraySlice<UInt8> {
    var nr = 0
    var start = rad.lowerBound
    var sitert = false
    for i in rad {
      if b[i] == 0x22 { sitert.toggle() }
      guard !sitert, b[i] == skille || b[i] == 0x0D else { continue }
      if nr == kolonne {
        let felt = b[start..<i]
        return felt.first == 0x22 ? felt.dropFirst().dropLast() : felt
      }
      nr += 1
      start = i + 1
    }
    return []
  }
}

extension OutputName {
  /// The lists that have no place in `formats.md`.
  var tilleggsfil: Tilleggsfil? { Tilleggsfil.allCases.first { $0.navn == rawValue } }

  /// The outputs that are lists of persons with a kommune each: they can be divided.
  var kommunekolonne: Int? {
    switch self {
    case .beregningslogg, .avslutningshistorikk, .maaloppnaaelse, .avvik: nil
    default: (utfil?.kolonner ?? tilleggsfil?.kolonner)?.firstIndex(of: "Oppf.kommune/bydel")
    }
  }
}
