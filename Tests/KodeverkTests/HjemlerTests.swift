import Kalender
import Testing

@testable import Kodeverk

@Suite struct HjemlerTests {
  private func gruppe(_ p: Int, _ ref: Int? = nil, _ d: String = "2023-01-01") -> Persongruppe? {
    Hjemler.gruppe(paragraf: p, referanse: ref, vedtaksdato: Dato(d)!)?.gruppe
  }

  @Test(
    "§ 34 før og etter 11.03.2022",
    arguments: [
      ("2022-03-10", Persongruppe.rettOgPlikt), ("2022-03-11", .kapittel6A), ("2022-03-12", .kapittel6A),
      ("1999-01-01", .rettOgPlikt),
    ])
  func paragraf34(_ d: String, _ ventet: Persongruppe) {
    #expect(gruppe(34, nil, d) == ventet)
    #expect(Hjemler.gruppe(paragraf: 34, referanse: nil, vedtaksdato: Dato(d)!)?.kreverAvtalt == true)
  }

  @Test("paragrafer som gir gruppe, og de ved siden av") func paragrafer() {
    for p in [28, 35, 38] {
      let g = Hjemler.gruppe(paragraf: p, referanse: nil, vedtaksdato: Dato("2023-01-01")!)
      #expect(g?.gruppe == .rettOgPlikt && g?.kreverAvtalt == true, "§ \(p)")
    }
    let g53 = Hjemler.gruppe(paragraf: 53, referanse: nil, vedtaksdato: Dato("2023-01-01")!)
    #expect(g53?.gruppe == .rettOgPlikt && g53?.kreverAvtalt == false)
    for p in [0, 27, 29, 33, 36, 37, 39, 54, 60, 280, 534] { #expect(gruppe(p) == nil, "§ \(p)") }
  }

  @Test("familieinnvandring, §§ 40-52, etter referansepersonens paragraf") func familie() {
    for p in [40, 46, 52] {
      for ref in [28, 34, 35, 38, 53] {
        let g = Hjemler.gruppe(paragraf: p, referanse: ref, vedtaksdato: Dato("2023-01-01")!)
        // Family of a § 34 holder follow the ordinary rules.
        #expect(g?.gruppe == .rettOgPlikt && g?.kreverAvtalt == false, "§ \(p), § \(ref)")
      }
      for ref in [nil, 27, 40, 52, 60] { #expect(gruppe(p, ref) == nil, "§ \(p), § \(String(describing: ref))") }
    }
    #expect(gruppe(39, 28) == nil)
    #expect(gruppe(28, 60) == .rettOgPlikt)
  }

  @Test(
    "paragrafen i en hjemmel",
    arguments: [
      ("Utlendingsloven 2008 § 28 1. ledd bokstav b Asyl", 28 as Int?), ("Utlendingsloven 2008 §34 2. ledd", 34),
      ("§ 40", 40), ("§\u{00A0}53", 53), ("§  38", 38), ("Utlendingsloven § a jf. § 28", 28), ("§§ 40-52", 40),
      ("Utlendingsloven 2008", nil), ("§", nil), ("§ ", nil), ("", nil), ("§ bokstav b", nil), ("28", nil),
    ])
  func paragraf(_ t: String, _ ventet: Int?) {
    #expect(Array(t.utf8).withUnsafeBytes { Hjemler.paragraf($0) } == ventet)
  }

  @Test func `the sign is found wherever it stands`() {
    for foer in 0..<40 {
      for fyll in ["a", "æ", "\u{A0}", "§"] {
        let t = Array((String(repeating: fyll, count: foer) + "x§ 28 første ledd").utf8)
        #expect(t.withUnsafeBytes { Hjemler.paragraf($0) } == 28)
        #expect(Array(t.prefix { $0 != 0x78 }).withUnsafeBytes { Hjemler.paragraf($0) } == nil)
      }
    }
  }
}
