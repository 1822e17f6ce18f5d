import Kodeverk
import Tabular

extension Inndeling {
  /// How one types it: `oppf-kommune`, `aar` and so on.
  public var opsjon: String {
    switch self {
    case .totalt: "totalt"
    case .avslutningsaar: "avslutningsaar"
    case .oppfoelgingsfylke: "fylke"
    case .kommune: "kommune"
    case .kategori: "kategori"
    case .kjoenn: "kjoenn"
    case .aldersgruppe: "aldersgruppe"
    case .sluttmaal: "sluttmaal"
    }
  }

  /// The inndeling of a typed word: its short name, or the name in the file.
  public init?(opsjon t: String) {
    let soekt = Slug.av(t)
    let treff = Inndeling.allCases.first {
      $0.opsjon == soekt || Slug.av($0.navn) == soekt || ($0 == .avslutningsaar && soekt == "aar")
        || ($0 == .aldersgruppe && soekt == "alder")
    }
    guard let treff else { return nil }
    self = treff
  }
}

extension Maalkjoering {
  /// SSB's sign for a number that is not shown.
  public static let skjultTegn = ":"

  /// The tables as CSV: those of one inndeling in the form of `maaloppnaaelse.csv`,
  /// a cross with a column an inndeling.
  public static func csv(_ kjoeringer: [Maalkjoering], dialekt: CSVDialect) -> [UInt8] {
    var w = CSVRowWriter(dialect: dialekt, capacity: 1 << 16)
    w.beginFile()
    let kryss = kjoeringer.first?.tabeller.first { $0.inndelinger.count > 1 }
    let foerst =
      kryss.map { ["Lovverk"] + $0.inndelinger.map(\.navn) + Maaloppnaaelsefil.kolonner.suffix(4) }
      ?? Maaloppnaaelsefil.kolonner
    for k in foerst { w.field(trusted: k) }
    w.endRow()
    for k in kjoeringer {
      for t in k.tabeller {
        for r in t.rader { skriv(r, t, kryss: kryss != nil, &w) }
      }
    }
    return w.out.bytes()
  }

  private static func skriv(_ r: Maalrad, _ t: Maaltabell, kryss: Bool, _ w: inout CSVRowWriter) {
    for g in Avslutningsaarsakgruppe.allCases {
      w.field(trusted: t.lovverk.navn)
      if !kryss { w.field(trusted: (t.inndelinger.first ?? .totalt).navn) }
      if r.verdier.isEmpty { w.field(trusted: "Alle") }
      for (d, v) in r.verdier.enumerated() { w.field(trusted: v.map { t.kategorier[d][$0].navn } ?? "Alle") }
      w.field(trusted: g.navn)
      felt(r.antall[Int(g.rawValue)], &w)
      felt(r.tallgrunnlag, &w)
      switch r.prosent(g) {
      case .antall(let p): w.field(hundredths: p)
      case .skjult: w.field(trusted: skjultTegn)
      case nil: w.emptyField()
      }
      w.endRow()
    }
  }

  private static func felt(_ t: Maaltall, _ w: inout CSVRowWriter) {
    switch t {
    case .antall(let n): w.field(int: n)
    case .skjult: w.field(trusted: skjultTegn)
    }
  }
}
