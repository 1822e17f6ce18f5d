import Domene
import Kalender
import Kodeverk

extension Kolonne {
  /// A value in the one form that all spellings of it share, as text: dates
  /// `dd.mm.åååå`, codes as the table spells them, zeros put back (N-03). A value
  /// that the column cannot hold is only trimmed, so that it can be shown.
  public func enForm(_ verdi: UnsafeRawBufferPointer) -> String {
    let v = Feltleser.trimmet(verdi)
    let tekst = String(decoding: v, as: UTF8.self)
    if v.isEmpty {
      if case .boolsk = slag { return "Nei" }
      return ""
    }
    switch slag {
    case .duf: return Feltleser.duf(v).map { DUFNummer(verdi: $0).visning } ?? tekst
    case .tekst, .merkelapp, .id, .hjemmel: return tekst
    case .dato: return Dato(ascii: v)?.description ?? tekst
    case .maaned: return Feltleser.maaned(v)?.description ?? tekst
    case .kommune: return Kolonne.sifre(v, bredde: 4) ?? tekst
    case .foedselsnummer: return Kolonne.sifre(v, bredde: 11) ?? tekst
    case .bydel:
      if let s = Kolonne.sifre(v, bredde: 6) { return s }
      return Bydelsnummer.oppslag.kode(v).flatMap { Bydelsnummer(nummer: UInt32($0)).navn } ?? tekst
    case .boolsk, .boolskEllerTom: return Feltleser.boolsk(v).map { $0 ? "Ja" : "Nei" } ?? tekst
    case .desimal, .heltall: return Feltleser.mikro(v).map(Kolonne.tall) ?? tekst
    case .kode(let t), .kodeEllerTekst(let t): return t.oppslag.kode(v).map { t.navn[$0] } ?? tekst
    }
  }

  /// Digits, with the zero back that a spreadsheet ate; a bydel by number reads as its name.
  private static func sifre(_ v: UnsafeRawBufferPointer, bredde: Int) -> String? {
    guard let s = Feltleser.sifre(v, maks: bredde), s.antall >= bredde - 1 else { return nil }
    let t = String(s.verdi)
    let full = String(repeating: "0", count: max(0, bredde - t.utf8.count)) + t
    return bredde == 6 ? Bydelsnummer(nummer: UInt32(s.verdi)).navn ?? full : full
  }

  /// `30`, `7,5`.
  private static func tall(_ mikro: Int64) -> String {
    let brok = mikro.magnitude % 1_000_000
    let hel = (mikro < 0 ? "-" : "") + "\(mikro.magnitude / 1_000_000)"
    guard brok > 0 else { return hel }
    var t = String(brok)
    t = String(repeating: "0", count: 6 - t.utf8.count) + t
    while t.last == "0" { t.removeLast() }
    return "\(hel),\(t)"
  }
}
