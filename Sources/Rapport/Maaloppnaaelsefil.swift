import Kodeverk
import Tabular

/// `maaloppnaaelse.csv` (`formats.md`): the tally in long form.
public enum Maaloppnaaelsefil {
  /// Name of the output file.
  public static let filnavn = "maaloppnaaelse.csv"
  /// Its columns.
  public static let kolonner = [
    "Lovverk", "Inndeling", "Verdi", "Avslutningsårsakgruppe", "Antall", "Tallgrunnlag", "Prosent",
  ]

  /// The whole file and its number of rows.
  public static func skriv(_ m: Maaloppnaaelse, dialekt: CSVDialect) -> (bytes: [UInt8], rader: Int) {
    var w = CSVRowWriter(dialect: dialekt, capacity: 400_000)
    w.beginFile()
    for k in kolonner { w.field(trusted: k) }
    w.endRow()
    for l in Lovverk.allCases {
      for i in Inndeling.allCases {
        for v in m.verdier(l, i) { verdi(&w, l, i, v) }
      }
    }
    return (w.out.bytes(), w.rows - 1)
  }

  private static func verdi(_ w: inout CSVRowWriter, _ l: Lovverk, _ i: Inndeling, _ v: Maalverdi) {
    for g in Avslutningsaarsakgruppe.allCases {
      w.field(trusted: l.navn)
      w.field(trusted: i.navn)
      w.field(trusted: v.navn)
      w.field(trusted: g.navn)
      w.field(int: v.fordeling[g])
      w.field(int: v.fordeling.tallgrunnlag)
      if let p = v.fordeling.prosent(g) { w.field(hundredths: p) } else { w.emptyField() }
      w.endRow()
    }
  }
}
