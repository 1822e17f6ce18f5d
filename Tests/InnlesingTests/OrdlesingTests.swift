import CProcessor
import Domene
import Kalender
import Kodeverk
import Testing

@testable import Innlesing

/// Readers by the word, held against the plain ones.
@Suite struct OrdlesingTests {
  @Test func `eleven digits are the number that digit by digit reads`() {
    var r = Trekning(17)
    var riktige = 0
    for _ in 0..<200_000 {
      let dag = 1 + r.under(72)
      let maaned = 1 + r.under(95)
      let resten = "\(10_000_000 + r.under(10_000_000))".dropFirst()
      var tekst = Array("\(dag / 10)\(dag % 10)\(maaned / 10)\(maaned % 10)\(resten)".utf8)
      if r.en(av: 50) { tekst[r.under(11)] = UInt8(r.under(256)) }
      let plain = tekst.withUnsafeBytes { Feltleser.foedselsnummer($0) }
      let ord = tekst.withUnsafeBytes { Feltleser.foedselsnummer(elleve: $0.baseAddress!) }
      #expect(ord == (plain.gyldig ? plain.nummer : nil))
      if plain.gyldig { riktige += 1 }
    }
    #expect(riktige > 1_000)
  }

  /// With what may stand behind a value: its own next bytes, and none of its.
  private static func medRom<T>(_ tekst: [UInt8], _ les: (UnsafeRawPointer, Int) -> T) -> T {
    (tekst + Array(";99999999".utf8)).withUnsafeBytes { les($0.baseAddress!, tekst.count) }
  }

  @Test func `short numbers are what digit by digit reads`() {
    var r = Trekning(18)
    var lest = 0
    let tegn = Array("0123456789,.-x ".utf8)
    for i in 0..<100_000 {
      let tekst = (0..<(1 + r.under(7))).map { _ in tegn[r.under(i % 2 == 0 ? 12 : tegn.count)] }
      let plain = tekst.withUnsafeBytes { Feltleser.mikro($0) }
      if let h = Self.medRom(tekst, { Siffer.hundredeler($0, $1) }) {
        #expect(plain == Int64(h) * 10_000, "\(String(decoding: tekst, as: UTF8.self))")
        lest += 1
      } else if tekst.count <= 3, plain != nil {
        // What is nearly all of what stands there is read.
        #expect(tekst.contains(0x2D))
      }
    }
    #expect(lest > 10_000)
  }

  @Test func `months of seven characters are what the full way reads`() {
    var r = Trekning(19)
    var lest = 0
    for _ in 0..<50_000 {
      let aar = [1899, 1900, 2023, 2199, 2200, r.under(10_000)][r.under(6)]
      let maaned = r.under(15)
      let firesifret = "\(10_000 + aar)".dropFirst()
      let tosifret = "\(100 + maaned)".dropFirst()
      var tekst = Array((r.en(av: 2) ? "\(tosifret).\(firesifret)" : "\(firesifret)-\(tosifret)").utf8)
      if r.en(av: 8) { tekst[r.under(7)] = UInt8(r.under(256)) }
      let plain = tekst.withUnsafeBytes { Feltleser.maaned($0) }
      #expect(Self.medRom(tekst) { p, _ in Maaned(syvTegn: p) } == plain)
      if plain != nil { lest += 1 }
    }
    #expect(lest > 10_000)
  }

  @Test func `a text's hash is the same by both ways`() {
    var r = Trekning(20)
    for n in 1...80 {
      for _ in 0..<20 {
        let tekst = (0..<n).map { _ in UInt8(r.under(256)) }
        #expect(Self.medRom(tekst) { Feltleser.hash(medRom: $0, $1) } == tekst.withUnsafeBytes { Feltleser.hash($0) })
      }
    }
  }

  /// More texts than are kept, each again and again, and some that differ in one byte.
  @Test func `a remembered Hjemmel is what the text says`() {
    var r = Trekning(21)
    let minne = Hjemmelminne()
    defer { minne.frigi() }
    var tekster = (1...150).map { Array("Utlendingsloven 2008 § \($0) \($0 % 3). ledd bokstav \($0 % 7)".utf8) }
    tekster += [Array("uten paragraf, men lang nok til det".utf8), Array("§ 34".utf8), Array(String(repeating: "lang ", count: 20).utf8)]
    for _ in 0..<20_000 {
      var tekst = tekster[r.under(tekster.count)]
      if r.en(av: 5) { tekst[r.under(tekst.count)] ^= UInt8(1 << r.under(7)) }
      let svar = Self.medRom(tekst) { minne.finn($0, $1) }
      let paragraf = tekst.withUnsafeBytes { Hjemler.paragraf($0) }
      #expect(svar.map { Int($0.paragraf) } == paragraf)
      if let svar { #expect(svar.hash == tekst.withUnsafeBytes { Feltleser.hash($0) }) }
    }
  }

  /// Every day that there can be, the days around each month's end that there cannot, and what stands for no date.
  @Test func `dates of ten characters are what the plain reader reads`() {
    let maaneder = Dato.maanedstabell
    func les(_ tekst: [UInt8]) -> Int32 {
      (tekst + Array(";9999999".utf8)).withUnsafeBytes { nir_date($0.baseAddress!, maaneder) }
    }
    func skrevet(_ aar: Int, _ maaned: Int, _ dag: Int) -> [UInt8] {
      Array("\(dag / 10)\(dag % 10).\(maaned / 10)\(maaned % 10).\(String(10_000 + aar).dropFirst())".utf8)
    }
    #if arch(x86_64)
      let leses = true
    #else
      // No date is read so: each goes the other way.
      let leses = false
    #endif
    for aar in 1898...2201 {
      for maaned in 0...13 {
        for dag in 0...33 {
          let tekst = skrevet(aar, maaned, dag)
          let plain = tekst.withUnsafeBytes { Dato(ascii: $0)?.dagnummer } ?? .min
          #expect(les(tekst) == (leses ? plain : .min))
        }
      }
    }
    var r = Trekning(22)
    for _ in 0..<100_000 {
      var tekst = skrevet(1900 + r.under(300), 1 + r.under(12), 1 + r.under(28))
      tekst[r.under(10)] = UInt8(r.under(256))
      let plain = tekst.withUnsafeBytes { Dato(ascii: $0)?.dagnummer } ?? .min
      #expect(les(tekst) == (leses ? plain : .min))
    }
    #expect(les(Array("2024-02-29".utf8)) == .min)
  }

  @Test func `Ja and Nei by the word are what letter by letter reads`() {
    var r = Trekning(24)
    var lest = 0
    for _ in 0..<100_000 {
      var tekst = Array(["Ja", "Nei", "JA", "nEI", "jA", "ja ", "n", "neii", "Jaa"][r.under(9)].utf8)
      if r.en(av: 3) { tekst[r.under(tekst.count)] = UInt8(r.under(256)) }
      let plain = tekst.withUnsafeBytes { Feltleser.boolsk($0) }
      #expect(Self.medRom(tekst) { Feltleser.boolsk(medRom: $0, $1) } == plain)
      if plain != nil { lest += 1 }
    }
    #expect(lest > 10_000)
  }

  @Test func `twelve digits are the number that digit by digit reads`() {
    var r = Trekning(23)
    var lest = 0
    for i in 0..<200_000 {
      var tekst = (0..<12).map { _ in UInt8(0x30 + (i == 0 ? 9 : r.under(10))) }
      if r.en(av: 3) { tekst[r.under(12)] = UInt8(r.under(256)) }
      let plain = UInt64(String(decoding: tekst, as: UTF8.self))
      let erSifre = tekst.allSatisfy { (0x30...0x39).contains($0) }
      let ord = (tekst + Array("x;9.".utf8)).withUnsafeBytes { Siffer.tolv(medRom: $0.baseAddress!) }
      #expect(ord == (erSifre ? plain : nil))
      #expect(tekst.withUnsafeBytes { Siffer.tolv($0.baseAddress!) } == ord)
      if erSifre { lest += 1 }
    }
    #expect(lest > 100_000)
  }
}
