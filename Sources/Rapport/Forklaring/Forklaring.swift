import Domene
import Innlesing
import Kalender
import Kodeverk
import Regelverk
import Tabular

/// One person's whole story on D as plain text in bokmål (`nir explain`): where
/// the kategori comes from, the beregningslogg as the guide draws it (S1 §3.5,
/// §6.3, §10.3, §10.4), the avslutninger, vedtak and tiltak with their status,
/// hours and fravær, varsler. R-02 holds here too.
public struct Forklaring {
  /// An avvik of the person's, as `varsler` shows it.
  public struct Varsel: Sendable {
    /// How grave it is.
    public var alvorlighet: Alvorlighet
    /// Which of `avvik.md`.
    public var kode: Avvikskode
    /// Where it stands, empty when nowhere.
    public var fil: String
    /// Its line, 0 when none.
    public var linje: UInt32
    /// The sentence.
    public var melding: String
    /// An avvik as the screen shows it.
    public init(alvorlighet: Alvorlighet, kode: Avvikskode, fil: String, linje: UInt32, melding: String) {
      self.alvorlighet = alvorlighet
      self.kode = kode
      self.fil = fil
      self.linje = linje
      self.melding = melding
    }
  }

  /// D.
  public let dato: Dato
  /// Where a source is for people: the file's path in the drop and its physical line.
  let sted: (Kilde) -> (fil: String, linje: UInt32)
  /// The law's numbers that the story was computed with.
  let parametre: Parametre
  /// How the text is set.
  let stil: Skjermstil
  /// How many days before a frist it is said that it comes near.
  static let varselDager = 90

  /// A writer of stories for one D.
  /// - Parameter sted: a source's file and line.
  public init(
    dato: Dato, parametre: Parametre = Parametre(), stil: Skjermstil = .roer,
    sted: @escaping (Kilde) -> (fil: String, linje: UInt32)
  ) {
    self.dato = dato
    self.parametre = parametre
    self.stil = stil
    self.sted = sted
  }

  /// Writes the story.
  /// - Parameters:
  ///   - bilde: vedtak, tiltak and fravær on D.
  ///   - lesing: avvik of reading that bear the person's DUF-nummer.
  public func skriv(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ bilde: Deltakelsesbilde, lesing: [Varsel] = [],
    til w: inout ByteWriter
  ) {
    hode(p, v, &w)
    kategori(p, v, bilde, &w)
    grunnlag(p, v, &w)
    beregningslogg(v, bilde, &w)
    aktivTid(v, &w)
    avslutninger(p, v, &w)
    vedtak(p, bilde, &w)
    tiltak(p, bilde, &w)
    tilbudt(bilde, &w)
    fravaer(bilde, &w)
    varsler(p, v, lesing, &w)
    oppfoelging(p, v, bilde, lesing, &w)
  }

  // MARK: Head and kategori

  private func hode(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ w: inout ByteWriter) {
    w.append(text: stil.merk("\(p.duf.visning)  \(navn(p, v))", .tittel))
    w.literal("\nBeregnet per ")
    w.append(dato)
    w.literal("\n")
    if !parametre.endret.isEmpty {
      let endret = parametre.endret.map { "\($0.key.rawValue) = \($0.value)" }.sorted().joined(separator: ", ")
      avsnitt("ENDREDE PARAMETRE: \(endret). Dette er ikke registerets svar.", innrykk: 0, .advarsel, &w)
    }
    if p.skjermet {
      avsnitt(
        "Adressebeskyttet: navn, kommune, bydel, fylke og registrert av vises som Skjermet.", innrykk: 0, .advarsel, &w)
    }
  }

  /// The box of S1 §3.3 and §10.1.
  private func kategori(
    _ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ bilde: Deltakelsesbilde, _ w: inout ByteWriter
  ) {
    tittel("Introduksjonsprogram", &w)
    guard let k = v.kategori else {
      w.literal("  Personen har ikke hatt noen kategori til og med denne datoen.\n")
      return
    }
    linje("Lovverk", v.lovverk.navn + (v.gruppe == .kapittel6A ? " kapittel 6A" : ""), &w)
    linje("Kategori", k.navn, &w)
    linje("Kategori fra", tekst(v.kategoriFra), &w)
    if let d = v.kategoriLukket { linje("Kategori lukket", tekst(d), &w) }
    if let d = v.start { linje("Frist beregnet fra", tekst(d), &w) }
    if let f = v.vistFrist {
      linje("Frist for \(f.type.navn.lowercased())", tekst(f.dato), &w)
    } else {
      linje("Frist", "ingen", &w)
    }
    if v.vistFrist?.type != .gjennomfoering, let d = v.gjennomfoeringsfrist {
      linje("Frist for gjennomføring", tekst(d), &w)
    }
    linje("Sluttmål", v.sluttmaal?.navn ?? "Ikke registrert", &w)
    linje("Deltakelse", v.medTiltak ? "Tiltak er registrert" : "Ikke registrert tiltak", &w)
    if let t = v.aktivTid.last { linje("Aktiv tid i program", "\(t.total) dager", &w) }
    linje("Oppf.kommune/bydel", stedsnavn(p, v.oppfoelgingskommune, v.oppfoelgingsbydel), &w)
    linje("Oppfølgingsfylke", fylke(p, v.oppfoelgingskommune), &w)
    if let nr = v.gjeldendeAvslutning, v.historikk.indices.contains(nr) {
      let a = v.historikk[nr]
      linje("Avsluttet", "\(tekst(a.dato)): \(a.aarsak.navn) (\(a.aarsak.gruppe.navn))", &w)
    }
  }

  /// Where the kategori comes from: permits and settlements (K-02 to K-06).
  private func grunnlag(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering, _ w: inout ByteWriter) {
    tittel("Grunnlag for kategorien", &w)
    if let f = v.foedselsdato { linje("Fødselsdato", tekst(f), &w) } else { linje("Fødselsdato", "mangler", &w) }
    if let f = p.folkeregister {
      if let d = f.doedsdato { linje("Dødsdato", tekst(d), &w) }
      if let d = f.utflyttinger.min() { linje("Utflyttet fra Norge", tekst(d), &w) }
    }
    w.literal("\n  Tillatelser fra UDI\n")
    var t = Teksttabell([
      "Vedtaksdato", "Hjemmel", "Referansepersonens", "Effektueringsdato", "Gyldig til", "Ankomst Norge", "Alder",
      "Aldersgrense", "Gruppe",
    ])
    let gjeldende = parametre.per(dato)
    for o in p.opphold.sorted(by: { $0.vedtaksdato < $1.vedtaksdato }) where o.vedtaksdato <= dato {
      let grenser = gjeldende.aldersgrenser(vedtaksdato: o.vedtaksdato)
      let gruppe = Hjemler.gruppe(paragraf: o.paragraf, referanse: o.referanseparagraf, vedtaksdato: o.vedtaksdato)
      t.rad([
        tekst(o.vedtaksdato), "§ \(o.paragraf)", o.referanseparagraf.map { "§ \($0)" } ?? "",
        tekst(o.effektueringsdato), tekst(o.gyldigTil), tekst(o.ankomstNorge),
        v.foedselsdato.map { "\($0.alder(per: o.vedtaksdato)) år" } ?? "",
        "\(grenser.nedre)-\(grenser.oevre) år",
        gruppe.map { $0.gruppe == .kapittel6A ? "kapittel 6A" : "rett og plikt" } ?? "ingen",
      ])
    }
    t.skriv(stil, &w, ellers: "Ingen.")
    w.literal("\n  Bosettinger\n")
    var b = Teksttabell(["Fra dato", "Avtalt bosetting", "Oppf.kommune/bydel", "Registrert dato", "Slettet"])
    for r in p.bosettinger.sorted(by: { ($0.fra, $0.reg.registrert) < ($1.fra, $1.reg.registrert) })
    where r.reg.registrert <= dato {
      b.rad([
        tekst(r.fra), r.avtalt ? "Ja" : "Nei", stedsnavn(p, r.reg.kommune, r.bydel), tekst(r.reg.registrert),
        slettet(r.reg),
      ], dempet: !slettet(r.reg).isEmpty)
    }
    b.skriv(stil, &w, ellers: "Ingen.")
    if v.kategori != nil {
      w.literal("\n")
      avsnitt(
        "Kategori gjelder fra den seneste av bosettingsdatoen og tillatelsens effektueringsdato, ellers vedtaksdatoen "
          + "(K-04). Gruppen og alderen på vedtaksdatoen avgjør kategorien (K-05).", innrykk: 2, .vanlig, &w)
    }
  }

  // MARK: Small parts

  func tittel(_ t: String, _ w: inout ByteWriter) {
    w.literal("\n")
    w.append(text: stil.merk(t, .tittel))
    w.literal("\n")
    w.append(text: stil.merk(String(repeating: "=", count: t.count), .tittel))
    w.literal("\n")
  }

  func linje(_ navn: String, _ verdi: String, _ w: inout ByteWriter) {
    w.literal("  ")
    w.append(text: navn)
    w.literal(":")
    for _ in 0..<max(1, 26 - navn.count) { w.append(0x20) }
    for (n, l) in stil.linjer(Teksttabell.trygg(verdi), innrykk: 29).enumerated() {
      if n > 0 { w.append(text: String(repeating: " ", count: 29)) }
      w.append(text: l)
      w.literal("\n")
    }
  }

  /// A text with every line in by `innrykk` columns, a first line after `foran`.
  func avsnitt(
    _ t: String, innrykk: Int, foran: String? = nil, _ rolle: Skjermstil.Rolle, _ w: inout ByteWriter
  ) {
    for (n, l) in stil.linjer(Teksttabell.trygg(t), innrykk: innrykk).enumerated() {
      w.append(text: (n == 0 ? foran : nil) ?? String(repeating: " ", count: innrykk))
      w.append(text: stil.merk(l, rolle))
      w.literal("\n")
    }
  }

  func tekst(_ d: Dato?) -> String { d?.description ?? "" }

  /// A registration's `Slettet`, as it is known on D.
  func slettet(_ r: Registrering) -> String {
    guard let d = r.slettet, d <= dato else { return "" }
    return tekst(d)
  }

  /// `Fornavn Mellomnavn, Etternavn`; `Skjermet`.
  private func navn(_ p: borrowing Persongrunnlag, _ v: borrowing Vurdering) -> String {
    if p.skjermet { return Fasttekst.skjermet }
    var w = ByteWriter()
    w.append(fornavn: v.fornavn, mellomnavn: v.mellomnavn, etternavn: v.etternavn, i: p.tekst.span.bytes)
    return Teksttabell.trygg(w.text())
  }

  /// Kommune and bydel as reports show them; `Skjermet`.
  func stedsnavn(_ p: borrowing Persongrunnlag, _ k: Kommunenummer?, _ b: Bydelsnummer?) -> String {
    if p.skjermet { return Fasttekst.skjermet }
    guard let k else { return "" }
    let navn = Kommuner.visning(k, per: dato).navn
    return (b?.navn).map { "\(navn)/\($0)" } ?? navn
  }

  func fylke(_ p: borrowing Persongrunnlag, _ k: Kommunenummer?) -> String {
    if p.skjermet { return Fasttekst.skjermet }
    return k.flatMap { Kommuner.visning($0, per: dato).fylke?.navn } ?? ""
  }

  /// `Registrert av`; nil is the rule engine. `Skjermet`.
  func av(_ p: borrowing Persongrunnlag, _ t: Tekst?) -> String {
    if p.skjermet { return Fasttekst.skjermet }
    guard let t else { return Fasttekst.regelmotor }
    return String(decoding: p.bytes(t), as: UTF8.self)
  }

  /// Days and hours: `4`, `2,5`.
  func tall(_ d: Desimal) -> String {
    var w = ByteWriter()
    w.append(millionths: d.mikro, decimalPoint: 0x2C, minimumDecimals: 0)
    return w.text()
  }
}
