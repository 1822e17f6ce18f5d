import Innlesing
import Tabular

/// Files with the faults that concern a whole file (`avvik.md`), one of each.
enum FileFaults {
  static func files(_ o: GeneratorOptions) throws(TabularError) -> [(path: String, bytes: [UInt8])] {
    func text(_ t: String) -> [UInt8] { Array(t.utf8) }
    let duf = PersonNumbers.duf(index: 0, year: 2022)
    func head(_ type: Inndatatype, without: String = "") -> String {
      type.kolonner.map(\.navn).filter { $0 != without }.joined(separator: ";") + "\n"
    }
    let packed = try FileSink.gzip(text(head(.tiltak) + String(repeating: "TI1;\(duf);;Annet\n", count: 200)))
    return [
      // FIL_UKJENT_TYPE, FIL_TOM twice
      ("kommune/tull_3024.csv", text("hva;som;helst\n1;2;3\n")),
      ("kommune/fravaer_tom.csv", []),
      ("kommune/klager_bare-hode.csv", text(head(.klager))),
      // FIL_SKADET: cut short, and bytes that are no text
      ("kommune/tiltak_skadet.csv.gz", Array(packed.prefix(packed.count / 2))),
      ("kommune/kontakter_binaer.csv", text(head(.kontakter)) + [0x4B, 0x4F, 0x00, 0x01, 0x0A]),
      // KOLONNE_MANGLER, KOLONNE_DOBBEL
      ("kommune/vedtak_mangler.csv", text(head(.vedtak, without: "Vedtaksdato"))),
      ("kommune/utdanning_dobbel.csv", text("DUF-Nummer;" + head(.utdanning))),
      // JSON_UGYLDIG: an array that breaks off
      ("kommune/reservasjoner_avbrutt.json", text("[\n{\"ID\": \"RE1\", \"DUF-nummer\": \"\(duf)\", \"Dato for")),
      // ANFOERSEL: a quote that never closes
      (
        "kommune/integreringskontrakter_anfoersel.csv",
        text(head(.integreringskontrakter) + "IN1;\(duf);\"01.02.2023;0301;01.02.2023;0301-ASGE;\n")
      ),
    ]
  }
}
