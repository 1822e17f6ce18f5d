import Testing

@testable import Kodeverk

@Suite struct KodeoppslagTests {
  private func vt(_ t: String) -> Int? { Vedtakstype.oppslag.kode(t) }
  private let egen = Int(Vedtakstype.permisjonEgenSykdom.rawValue)

  @Test(
    "skrivemåter som teller som den samme",
    arguments: [
      "Permisjon pga egen sykdom", "permisjon pga egen sykdom", "PERMISJON PGA EGEN SYKDOM",
      "Permisjon pga. egen sykdom", "Permisjon  pga   egen sykdom", "permisjon PGA. Egen  Sykdom",
      "Permisjon\u{00A0}pga egen sykdom", " Permisjon pga egen sykdom ",
    ])
  func skrivemaater(_ t: String) { #expect(vt(t) == egen) }

  @Test(
    "skrivemåter som ikke gjør det",
    arguments: [
      "Permisjon pga.. egen sykdom", "Permisjon egen sykdom", "Permisjonpga egen sykdom", "Permisjon pga egen sykdom.",
      "Permisjon p.g.a. egen sykdom", ".", "pga.", "", " ", "Permisjon",
    ])
  func andreSkrivemaater(_ t: String) { #expect(vt(t) == nil) }

  @Test("bindestrek og tankestrek", arguments: ["-", "–"]) func streker(_ s: String) {
    #expect(Fravaerstype.oppslag.kode("Egenmelding \(s) barn") == Int(Fravaerstype.egenmeldingBarn.rawValue))
    #expect(
      Avslutningsaarsak.oppslag.kode("arbeid og utdanning \(s) FAGSKOLE")
        == Int(Avslutningsaarsak.arbeidOgFagskole.rawValue))
    #expect(
      Avslutningsaarsakgruppe.oppslag.kode("Utdanning \(s) høy/fagskole")
        == Int(Avslutningsaarsakgruppe.hoeyOgFagskole.rawValue))
  }

  @Test("æ, ø og å, store, små og dekomponerte") func bokstaver() {
    let doed = Int(Avslutningsaarsak.doed.rawValue)
    for t in ["Død", "DØD", "død", "dØd"] { #expect(Avslutningsaarsak.oppslag.kode(t) == doed, "\(t)") }
    let ikke = Int(Avslutningsaarsak.ikkeRegistrert.rawValue)
    for t in [
      "Avslutningsårsak ikke registrert", "AVSLUTNINGSÅRSAK IKKE REGISTRERT",
      "Avslutningsa\u{030A}rsak ikke registrert", "AVSLUTNINGSA\u{030A}RSAK IKKE REGISTRERT",
    ] {
      #expect(Avslutningsaarsak.oppslag.kode(t) == ikke, "\(t)")
    }
    #expect(Fravaerstype.oppslag.kode("UGYLDIG FRAVÆR") == Int(Fravaerstype.ugyldig.rawValue))
    #expect(Avslutningsaarsak.oppslag.kode("Dod") == nil)
    #expect(Avslutningsaarsak.oppslag.kode("Avslutningsarsak ikke registrert") == nil)
  }

  @Test("andre navn i tabellene") func andreNavn() {
    #expect(vt("Vedtak om utvidet program") == Int(Vedtakstype.utvidet.rawValue))
    #expect(vt("Reduksjon av stønad på grunn av fravær") == Int(Vedtakstype.reduksjonFravaer.rawValue))
    #expect(Fravaerstype.oppslag.kode("Manglende barnepass") == Int(Fravaerstype.manglendeBarnepass.rawValue))
    #expect(Fravaerstype.oppslag.kode("manglende tilbud") == Int(Fravaerstype.manglendeTilbud.rawValue))
  }

  @Test(
    "nærmeste kjente verdi",
    arguments: [
      ("Permisjon pga egen sykom", Vedtakstype.permisjonEgenSykdom), ("Permanent stan", .permanentStans),
      ("Midlertidlig stans", .midlertidigStans), ("deltagelse i introduksjonsprogram", .deltakelse),
      ("Vedtak om utvida program", .utvidet),
    ])
  func naermeste(_ t: String, _ ventet: Vedtakstype) {
    let bytes = Array(t.utf8)
    #expect(bytes.withUnsafeBytes { Vedtakstype.oppslag.naermeste($0) } == Int(ventet.rawValue))
  }

  @Test("en svært lang verdi har en nærmeste") func lang() {
    let bytes = [UInt8](repeating: 0x61, count: 100_000)
    #expect(bytes.withUnsafeBytes { Vedtakstype.oppslag.naermeste($0) } != nil)
  }

  @Test("avbrutte UTF-8-rekker er bare ukjente", arguments: [[0xC3], [0xC2], [0xE2, 0x80], [0x61, 0xCC], [0xE2]])
  func avbrutt(_ bytes: [UInt8]) {
    #expect(bytes.withUnsafeBytes { Vedtakstype.oppslag.kode($0) } == nil)
  }
}
