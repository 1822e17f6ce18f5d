import Kalender
import Kodeverk
import Regelverk
import Tabular

/// The texts of the beregningslogg (F-10) and of «Aktiv tid i program» (S1 §10.3),
/// in one place: `beregningslogg.csv` and the tables of `explain` are the same
/// steps written out. Dates are `dd.mm.åååå` in every dialect, since F-10 fixes
/// the texts.
public enum Beregningsloggtekst {
  /// `Type beregning` of a step of the frist.
  public static func type(_ trinn: Fristtrinn, til w: inout ByteWriter) {
    type(trinn.grunn, Kodenavn.felles, til: &w)
  }

  static func type(_ grunn: Trinngrunn, _ navn: Kodenavn, til w: inout ByteWriter) {
    switch grunn {
    case .oppstart(let kategoriFra):
      w.literal("Frist for oppstart beregnet fra kategori: ")
      navn.datoer.skriv(kategoriFra, til: &w)
    case .base(let start):
      w.literal("Frist beregnet fra vedtak om deltakelse i introduksjonsprogram: ")
      navn.datoer.skriv(start, til: &w)
    case .utvidet(let vedtaksdato):
      w.literal("Vedtakstype: Utvidet deltakelse i introduksjonsprogram - Vedtaksdato: ")
      navn.datoer.skriv(vedtaksdato, til: &w)
    case .medhold(let type, let start, let utfall, let avgjort):
      w.literal("Vedtakstype: ")
      navn.vedtakstype.skriv(Int(type.rawValue), til: &w)
      w.literal(" - Startdato vedtak: ")
      navn.datoer.skriv(start, til: &w)
      switch utfall {
      // The two outcomes without medhold never give a step.
      case .medhold, .avvisning, .opprettholdes: w.literal(" - Medhold klage dato: ")
      case .delvisMedhold: w.literal(" - Delvis medhold klage dato: ")
      case .oppheves: w.literal(" - Opphevelse klage dato: ")
      }
      navn.datoer.skriv(avgjort, til: &w)
    case .permisjon(let type, let periode):
      permisjon(type, periode, navn, til: &w)
    case .fravaer(let type):
      w.literal("Fravær: ")
      navn.fravaerstype.skriv(Int(type.rawValue), til: &w)
    case .gjenaapnet(let avsluttet, let start):
      w.literal("Program gjenåpnet: Avslutningsdato: ")
      navn.datoer.skriv(avsluttet, til: &w)
      w.literal(" - Startdato introprogram etter gjenåpning: ")
      navn.datoer.skriv(start, til: &w)
    }
  }

  private static func permisjon(
    _ type: Vedtakstype, _ periode: Periode, _ navn: Kodenavn, til w: inout ByteWriter
  ) {
    w.literal("Vedtakstype: ")
    navn.vedtakstype.skriv(Int(type.rawValue), til: &w)
    w.literal(" - Permisjon periode: ")
    navn.datoer.skriv(periode.fom, til: &w)
    w.literal(" - ")
    navn.datoer.skriv(periode.tom, til: &w)
  }

  /// `Utvidelse` of a step: `+ 24 mnd`, `+ 11 virkedager`, `+ 31 kalenderdager`.
  public static func utvidelse(_ u: Utvidelse, til w: inout ByteWriter) {
    w.literal("+ ")
    switch u {
    case .maaneder(let n):
      w.append(int: n)
      w.literal(" mnd")
    case .virkedager(let n):
      w.append(int: n)
      w.literal(" virkedager")
    case .kalenderdager(let n):
      w.append(int: n)
      w.literal(" kalenderdager")
    }
  }

  /// `Type beregning` of a row of «Aktiv tid i program» (F-09, S1 §10.3).
  public static func type(_ trinn: AktivTidTrinn, til w: inout ByteWriter) {
    let navn = Kodenavn.felles
    switch trinn.grunn {
    case .program(let start, let avsluttet):
      w.literal("Frist beregnet fra dato: ")
      w.append(start)
      w.literal(" - Avsluttet dato for sist registrerte ordning avslutning: ")
      w.append(avsluttet)
    case .permisjon(let type, let periode):
      permisjon(type, periode, navn, til: &w)
    case .fravaer(let type):
      w.literal("Fravær: ")
      w.append(navn.fravaerstype[Int(type.rawValue)])
    case .uteAvProgram(let fra, let til):
      w.literal("Ute av program: ")
      w.append(fra)
      w.literal(" - ")
      w.append(til)
    }
  }

  /// `Beregnet tid`: `62 dager`, `- 31 dager` (S1 §10.3).
  public static func tid(_ dager: Int, til w: inout ByteWriter) {
    if dager < 0 { w.literal("- ") }
    w.append(int: abs(dager))
    w.literal(abs(dager) == 1 ? " dag" : " dager")
  }
}
