import Kodeverk
import Tabular

/// The filters of a `Listevalg` over one list, made ready to be asked row by row.
struct Radfilter {
  private let tabell: Listetabell
  private let valg: Listevalg
  private let kol: Kolonner
  private let kategori: [UInt8]?
  private let navn: String
  private let duf: [UInt8]
  /// The forvalg of which one side only is ticked: its column and the side.
  private let ticket: [(kolonne: Int, med: Bool, forvalg: Forvalg)]

  private struct Kolonner {
    var navn: Int?
    var kategori: Int?
    var ordning: Int?
    var sted: Int?
    var fylke: Int?
    var avslutningsdato: Int?
    var registrertAv: Int?

    init(_ k: [String]) {
      navn = k.firstIndex(of: "Fornavn, Etternavn")
      kategori = k.firstIndex(of: "Kategori")
      ordning = k.firstIndex(of: "Ordning")
      sted = k.firstIndex(of: "Oppf.kommune/bydel")
      fylke = k.firstIndex(of: "Oppfølgingsfylke")
      avslutningsdato = k.firstIndex(of: "Avslutningsdato")
      registrertAv = k.firstIndex(of: "Registrert av")
    }
  }

  init(_ tabell: Listetabell, _ valg: Listevalg) {
    self.tabell = tabell
    self.valg = valg
    kol = Kolonner(tabell.utfil.kolonner)
    kategori = valg.kategori.map { Array($0.navn.utf8) }
    navn = valg.navn.trimmetForMellomrom.lowercased()
    duf = valg.duf.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }
    // P-02: ticks on one pair are OR, so both together are none.
    ticket = Forvalg.allCases.compactMap { f in
      guard valg.med.contains(f) != valg.uten.contains(f),
        let k = tabell.utfil.kolonner.firstIndex(of: f.kolonne)
      else { return nil }
      return (k, valg.med.contains(f), f)
    }
  }

  /// Whether the row stays.
  func tar(_ rad: Int) -> Bool {
    for t in ticket where har(rad, t.kolonne, t.forvalg) != t.med { return false }
    if let kategori, !er(rad, kol.kategori, kategori[...]) { return false }
    if let o = valg.ordning, kol.ordning != nil, !er(rad, kol.ordning, Array(o.utf8)[...]) { return false }
    if let f = valg.fylke, !er(rad, kol.fylke, Array(f.utf8)[...]) { return false }
    if valg.kommune != nil || valg.bydel != nil, !stedetPasser(rad) { return false }
    if !duf.isEmpty, !Array(tabell.bytes[tabell.raatt(rad, 0)].filter { $0 != 0x20 }).starts(with: duf) { return false }
    if let aar = valg.avslutningsaar {
      guard let k = kol.avslutningsdato, tabell.dato(rad, k)?.aar == aar else { return false }
    }
    if let av = valg.registrertAv, !registrertAv(rad, av) { return false }
    return navn.isEmpty || navnetPasser(rad)
  }

  private func er(_ rad: Int, _ kolonne: Int?, _ verdi: ArraySlice<UInt8>) -> Bool {
    guard let kolonne else { return false }
    return tabell.verdi(rad, kolonne) == verdi
  }

  private func har(_ rad: Int, _ kolonne: Int, _ forvalg: Forvalg) -> Bool {
    let v = tabell.verdi(rad, kolonne)
    return forvalg == .sluttmaal ? !v.elementsEqual(Fasttekst.utenSluttmaal.utf8) : v.starts(with: "Med ".utf8)
  }

  private func stedetPasser(_ rad: Int) -> Bool {
    guard let k = kol.sted else { return false }
    let sted = Sted(tabell.tekst(rad, k))
    guard !sted.erSkjermet else { return false }
    if let kommune = valg.kommune, sted.kommune != kommune { return false }
    guard let b = valg.bydel else { return true }
    return sted.bydel == b.navn && (b.kommune == nil || b.kommune == sted.kommune)
  }

  /// who has registered a protected person's avslutning is not shown, so that
  /// neither answer finds it.
  private func registrertAv(_ rad: Int, _ av: RegistrertAvvalg) -> Bool {
    guard let k = kol.registrertAv else { return false }
    let v = tabell.tekst(rad, k)
    guard v != Fasttekst.skjermet else { return false }
    return (v == Fasttekst.regelmotor) == (av == .regelmotor)
  }

  /// a name that is hidden is found by nothing, the word `Skjermet` included.
  private func navnetPasser(_ rad: Int) -> Bool {
    guard let k = kol.navn else { return false }
    let n = tabell.tekst(rad, k)
    if n == Fasttekst.skjermet, let s = kol.sted, Sted(tabell.tekst(rad, s)).erSkjermet { return false }
    return n.lowercased().contains(navn)
  }
}

/// `Oslo/Gamle Oslo` in its parts. No kommune's name has a slash.
struct Sted {
  var kommune: String
  var bydel: String?
  var erSkjermet: Bool { kommune == Fasttekst.skjermet && bydel == nil }

  init(_ tekst: String) {
    guard let i = tekst.firstIndex(of: "/") else {
      kommune = tekst
      return
    }
    kommune = String(tekst[..<i])
    bydel = String(tekst[tekst.index(after: i)...])
  }
}
