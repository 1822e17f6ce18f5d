import Domene
import Innlesing
import Kalender
import Kodeverk
import Tabular

/// `Melding` of an avvik in bokmål: what is wrong, with the value and the
/// limit, and what to do about it. Written straight into the output's bytes.
///
/// What the slots of an `Avvik` or a `Funn` mean, by code. Every slot may be
/// nil (or empty): the sentence then leaves it out. `kolonne` is always the
/// column's name, `verdi` what stood there.
///
/// | code | dato1 | dato2 | tall1 | tall2 | tillegg |
/// | --- | --- | --- | --- | --- | --- |
/// | `FIL_TOM` | | | 0: no bytes at all | | |
/// | `JSON_UGYLDIG` | | | byte in the row, from 1 | | what the reader found |
/// | `FIL_SKADET`, `JSON_STRUKTUR`, `ANFOERSEL` | | | | | what the reader found, bokmål, no full stop |
/// | `KOLONNE_UKJENT` | | | | | the column's name |
/// | `FELTANTALL` | | | fields in the row | fields in the header | |
/// | `LEDENDE_NULL` | | | | | the value with its zero put back |
/// | `TALL_UGYLDIG` | | | least allowed (nil: by column) | most allowed | |
/// | `KODE_UKJENT` | | | | | the nearest known value |
/// | `DUPLIKAT` | | | line of the earlier row | | its file, when another |
/// | `OPPSTART_ETTER_FRIST` | Startdato | oppstartsfrist | | | |
/// | `VEDTAK_FOER_KAPITTEL_6A` | Vedtaksdato | the day vedtak count from | | | |
/// | `UTVIDELSE_OVER_MAKS` | Vedtaksdato | | months asked for | most months in all | |
/// | `UTVIDELSE_UVANLIG` | Vedtaksdato | | months | | |
/// | `PERMISJON_OVERLAPP` | Startdato | Sluttdato | days not counted again | | |
/// | `PERMISJON_UTEN_PERIODE` | Startdato | Sluttdato | | | |
/// | `GJENAAPNET_UTEN_VEDTAK`, `GJENAAPNING_*` | avslutningsdato | gjenåpnet | | | |
/// | `GJENOPPSTART_ETTER_FRIST` | Startdato (of the row) | gjenoppstartsfrist, when known | | | |
/// | `AVSLUTNING_UKJENT_AARSAK` | avslutningsdato | | | `Avslutningsaarsak` | |
/// | `AVSLUTNING_UTEN_VEDTAK_OG_SLUTTMAAL`, `TIMER_MANGLER` | avslutningsdato | | | | |
/// | `AVSLUTNING_FOER_START` | avslutningsdato | S | | | |
/// | `AVSLUTNING_ETTER_FRIST` | avslutningsdato | gjennomføringsfrist | | | |
/// | `AVSLUTNING_ETTER_AVSLUTNING` | avslutningsdato | what ended the programme | | | |
/// | `VEDTAK_ETTER_AVSLUTNING` | Sluttdato, nil when open | avslutningsdato | | | |
/// | `TILTAK_ETTER_AVSLUTNING` | Til dato | avslutningsdato | | | |
/// | `TILTAKSKODE_UGYLDIG_DATO` | Fra dato | the code's own limit | | `Tiltakstype` | |
/// | `FRAVAER_OVER_VIRKEDAGER` | a day of the month | | virkedager of the month | days x 1 000 000 | |
/// | `SLUTTMAAL_MOT_UTDANNING` | | | | `Sluttmaal` | |
/// | `SLUTTMAAL_MOT_ALDER` | registered | | age that day | `Sluttmaal` | |
/// | `SLUTTMAAL_MOT_ANBEFALT` | | | the recommended `Sluttmaal` | `Sluttmaal` | |
/// | `TILTAK_UTEN_TIMER`, `TILTAK_KUN_KAPITTEL_6A`, `MOTTATT_TILBUD_MANGLER` | Fra dato | | | `Tiltakstype` | |
/// | `TILTAKSGRUPPE_FEIL` | Fra dato | | `Tiltaksgruppe`, nil: none | `Tiltakstype` | |
/// | `OVERGANGSTILBUD_ALDER` | Fra dato | | age that day | | |
/// | `FRAVAER_UTEN_OMFANG`, `MANGLENDE_TILBUD` | a day of the month | | | `Fravaerstype` | |
/// | `KLAGE_UTEN_UTFALL` | avgjort | | | | |
/// | `VEDTAK_UTEN_SLUTTMAAL` | S | oppstartsfrist | | | |
/// | `SLUTTMAAL_UTEN_VEDTAK` | registered | oppstartsfrist | | `Sluttmaal` | |
/// | `VEDTAK_UTEN_TILTAK`, `INTEGRERINGSKONTRAKT_MANGLER` | S | | | | |
/// | `GJENNOMFOERING_SENT` | tiltak's first registration | registered as completed | 12: over 12 months | | |
/// | `LIVSMESTRING_MANGLER`, `FORELDREVEILEDNING_MANGLER` | avslutningsdato | | | | |
///
/// A code of a code table stands as its raw value (of a `Tiltakstype` its
/// number). What a rule leaves out is taken from the row that the finding
/// stands on: `Avvik(_:_:kolonne:)`.
public enum Melding {
  /// The texts of an avvik that do not stand in the `Avvik` itself, as bytes.
  public struct Tekster {
    /// Path of the file.
    public var fil: UnsafeRawBufferPointer
    /// Name of the column.
    public var kolonne: UnsafeRawBufferPointer
    /// What stood there.
    public var verdi: UnsafeRawBufferPointer
    /// By the code: see the table of `Melding`.
    public var tillegg: UnsafeRawBufferPointer
    /// All of them may be left out.
    public init(
      fil: UnsafeRawBufferPointer = .tom, kolonne: UnsafeRawBufferPointer = .tom,
      verdi: UnsafeRawBufferPointer = .tom, tillegg: UnsafeRawBufferPointer = .tom
    ) {
      self.fil = fil
      self.kolonne = kolonne
      self.verdi = verdi
      self.tillegg = tillegg
    }
  }

  /// Writes the Melding of an avvik.
  public static func skriv(_ a: Avvik, _ t: Tekster, til w: inout ByteWriter) {
    if !lesing(a, t, &w) { regel(a, &w) }
  }

  /// The Melding as text, for the screen.
  public static func tekst(_ a: Avvik, _ t: Tekster = Tekster()) -> String {
    var w = ByteWriter()
    skriv(a, t, til: &w)
    return w.text()
  }
}

extension UnsafeRawBufferPointer {
  /// No bytes.
  public static var tom: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}

extension ByteWriter {
  /// Longest value that a Melding quotes, in bytes.
  static let lengsteSitat = 80

  /// `«verdi»`, cut at a whole character when it is long; `erstatning` where
  /// there is no value to quote.
  mutating func sitat(_ b: UnsafeRawBufferPointer, ellers erstatning: StaticString) {
    if b.count == 0 { return literal(erstatning) }
    literal("«")
    kuttet(b, ByteWriter.lengsteSitat)
    literal("»")
  }

  /// At most `n` bytes, cut at a whole character with `…` behind.
  mutating func kuttet(_ b: UnsafeRawBufferPointer, _ n: Int) {
    guard b.count > n else { return append(b) }
    var slutt = n
    // Bytes 10xxxxxx continue a character.
    while slutt > 0, b[slutt] & 0xC0 == 0x80 { slutt -= 1 }
    append(UnsafeRawBufferPointer(rebasing: b[..<slutt]))
    literal("…")
  }

  /// A space and a date, nothing when there is none.
  mutating func medDato(_ d: Dato?) {
    guard let d else { return }
    append(0x20)
    append(d)
  }

  /// ` (dd.mm.åååå)`, nothing when there is none.
  mutating func iParentes(_ d: Dato?) {
    guard let d else { return }
    literal(" (")
    append(d)
    literal(")")
  }

  /// ` «navn»`, nothing when the number is nil or the table's no more.
  mutating func medNavn(_ nr: Int?, _ tabell: Segmenter) {
    guard let nr, nr >= 0, nr < tabell.antall else { return }
    append(0x20)
    sitat(tabell[nr], ellers: "")
  }
}
