import Testing

@testable import Pipeline

/// Tables for the screen.
@Suite struct TextTableTests {
  private func table() -> TextTable {
    var t = TextTable([
      .init("DUF-nummer", fixed: true), .init("Navn"), .init("Ordning", optional: true), .init("Antall", right: true),
    ])
    t.add(["9000 999000 14", "Østby, Åse", "Introduksjonsprogram", "7"])
    t.add(["2020 000001 00", "王, 小明", "Introduksjonsprogram", "1 234"], dim: true)
    return t
  }

  @Test func heleBredden() {
    #expect(
      table().text(width: nil, styled: false) == """
        DUF-nummer      Navn        Ordning               Antall
        --------------  ----------  --------------------  ------
        9000 999000 14  Østby, Åse  Introduksjonsprogram       7
        2020 000001 00  王, 小明    Introduksjonsprogram   1 234

        """)
  }

  @Test func smal() {
    // The optional column goes first, then the widest is cut.
    #expect(
      table().text(width: 34, styled: false) == """
        DUF-nummer      Navn        Antall
        --------------  ----------  ------
        9000 999000 14  Østby, Åse       7
        2020 000001 00  王, 小明     1 234

        """)
    #expect(
      table().text(width: 30, styled: false) == """
        DUF-nummer      Navn    Antall
        --------------  ------  ------
        9000 999000 14  Østby…       7
        2020 000001 00  王, …    1 234

        """)
  }

  @Test(arguments: 1..<80) func taldriBredereEnnTerminalen(_ bredde: Int) {
    // The fixed column and four signs of every other must have room.
    let minst = 14 + 2 + 4 + 2 + 4
    for linje in table().text(width: bredde, styled: false).split(separator: "\n") {
      #expect(DisplayText.width(String(linje)) <= max(bredde, minst))
    }
  }

  @Test func dempet() {
    let t = table().text(width: nil, styled: true)
    #expect(t.contains("\u{1B}[2m2020 000001 00"))
    #expect(t.contains("\n9000 999000 14"))
    #expect(t.split(separator: "\u{1B}[0m").count == 3)
  }

  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("æøå", 3), ("A\u{30A}", 1), ("王", 2), ("한글", 4), ("👩‍👩‍👧", 2), ("❤️", 2), ("e\u{301}e", 2),
      ("ｱ", 1),
    ])
  func bredde(_ rad: (tekst: String, bredde: Int)) { #expect(DisplayText.width(rad.tekst) == rad.bredde) }

  /// A name out of a file must not steer somebody's terminal.
  @Test func styretegn() {
    #expect(
      DisplayText.visible("a\u{1B}[2Jb\r\n\u{202E}c\u{9B}1m") == "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}\u{FFFD}c\u{FFFD}1m")
    #expect(DisplayText.visible("Nguyễn 王") == "Nguyễn 王")
    var t = TextTable([.init("Navn")])
    t.add(["\u{1B}]0;x\u{7}"])
    #expect(!t.text(width: nil, styled: false).contains("\u{1B}"))
  }

  @Test func kutting() {
    #expect(DisplayText.cut("abcdef", to: 6) == "abcdef")
    #expect(DisplayText.cut("abcdef", to: 5) == "abcd…")
    #expect(DisplayText.cut("王王王", to: 4) == "王…")
    #expect(DisplayText.cut("王王王", to: 5) == "王王…")
    #expect(DisplayText.cut("abc", to: 1) == "…")
    #expect(DisplayText.cut("abc", to: 0) == "")
  }
}
