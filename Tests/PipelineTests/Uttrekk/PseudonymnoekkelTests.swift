import Domene
import Glibc
import Testing

@testable import Pipeline

/// The key of pseudonyms: the published vectors of HMAC-SHA-256, what is taken for a
/// key, and that neither a value nor a message gives it away.
@Suite struct PseudonymnoekkelTests {
  /// A key of 64 hexadecimal digits, not used for anything.
  static let tekst = "4f0c1a2b3d5e6f708192a3b4c5d6e7f80f1e2d3c4b5a69788796a5b4c3d2e1f0"

  private func hex(_ t: String) -> [UInt8] {
    let s = Array(t)
    return stride(from: 0, to: s.count, by: 2).map { UInt8(String(s[$0...($0 + 1)]), radix: 16) ?? 0 }
  }

  /// RFC 4231, 4.2 to 4.8 (4.6 is of a shortened hash: its first 16 bytes).
  private static let vektorene: [(String, String, String)] = [
    (
      String(repeating: "0b", count: 20), "4869205468657265",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      "0102030405060708090a0b0c0d0e0f10111213141516171819", String(repeating: "cd", count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      String(repeating: "0c", count: 20), "546573742057697468205472756e636174696f6e",
      "a3b6167473100ee06e0c796c2955552b"
    ),
    (
      String(repeating: "aa", count: 131),
      "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      String(repeating: "aa", count: 131),
      "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e64"
        + "2061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f2062652068"
        + "6173686564206265666f7265206265696e67207573656420627920746865204" + "84d414320616c676f726974686d2e",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test(arguments: PseudonymnoekkelTests.vektorene)
  func vektorer(noekkel: String, melding: String, ventet: String) {
    let h = Checksum.hex(of: Pseudonymnoekkel(uproevd: hex(noekkel)).hmac(hex(melding)))
    #expect(h.hasPrefix(ventet) && (h.count == ventet.count || ventet.count == 32))
  }

  private func noekkel(_ t: String) throws -> Pseudonymnoekkel { try Pseudonymnoekkel(Array(t.utf8)) }

  /// What is hashed never changes, so that next year's extract can be joined: held against Python's hmac.
  @Test func hvaSomHashes() throws {
    // hmac.new(key, b"nir-pseudonym-1\0Prosjekt 12\0" b"000099900014", sha256)
    let n = try noekkel(Self.tekst)
    let merke = n.pseudonym(DUFNummer(verdi: 99_900_014), formaal: "Prosjekt 12")?.tekst
    #expect(merke == "21107ae1c81edb44ec73cfc7e328c0e9")
    #expect(n.kontroll == "0cf77e0b")
  }

  @Test func hvertOmraadeForSeg() throws {
    let a = try noekkel(Self.tekst)
    let b = try noekkel(String(Self.tekst.reversed()))
    let duf = DUFNummer(verdi: 202_201_234_501)
    let alle = [
      a.pseudonym(duf, formaal: ""), a.pseudonym(duf, formaal: "x"), a.pseudonym(duf, formaal: "x "),
      b.pseudonym(duf, formaal: ""), a.pseudonym(DUFNummer(verdi: 202_201_234_502), formaal: ""),
    ]
    #expect(Set(alle).count == alle.count && !alle.contains(nil))
    #expect(a.pseudonym(duf, formaal: "x") == (try noekkel(Self.tekst + "\n")).pseudonym(duf, formaal: "x"))
    #expect(a.kontroll != b.kontroll && a.kontroll.count == 8)
  }

  private func feil(_ gjoer: () throws -> Void) -> RunError? {
    do {
      try gjoer()
      return nil
    } catch {
      return error as? RunError
    }
  }

  private static let lengdene: [(String, Int32)] = [
    ("", 64), ("kort", 64), (String(tekst.prefix(31)), 64), (String(tekst.prefix(32)), 0),
    (String(tekst.prefix(31)) + "\n", 64),
    (String(tekst.prefix(32)) + "\r\n", 0), (tekst, 0), (String(repeating: "ab", count: 40), 64),
    (String(repeating: tekst, count: 64), 0), (String(repeating: tekst, count: 64) + "a", 64),
  ]

  @Test(arguments: PseudonymnoekkelTests.lengdene)
  func lengder(tekst: String, kode: Int32) {
    #expect((feil { _ = try noekkel(tekst) }?.exitCode ?? 0) == kode)
  }

  /// A key of bytes that happens to end in a line end keeps it.
  @Test func byteErIkkeTekst() throws {
    let bytes = (0..<31).map { UInt8(200 + $0) } + [0x0A]
    let utenfeil = feil { _ = try Pseudonymnoekkel(bytes) }
    #expect(utenfeil == nil)
    #expect((try Pseudonymnoekkel(bytes + [1])).kontroll != (try Pseudonymnoekkel(bytes)).kontroll)
  }

  private func fil(_ t: TemporaryFolder, _ rettigheter: mode_t, _ innhold: String = tekst) -> String {
    t.write("noekkel", innhold)
    let sti = t.path + "/noekkel"
    chmod(sti, rettigheter)
    return sti
  }

  private static let rettighetene: [(mode_t, Int32, Bool)] = [
    (0o600, 0, false), (0o400, 0, false), (0o640, 0, true), (0o660, 0, true), (0o644, 64, false),
    (0o602, 64, false), (0o601, 64, false),
  ]

  @Test(arguments: PseudonymnoekkelTests.rettighetene)
  func rettigheter(mode: mode_t, kode: Int32, advart: Bool) throws {
    let t = TemporaryFolder()
    let sti = fil(t, mode)
    var advarsel: String?
    let f = feil { advarsel = try Pseudonymnoekkel.fil(sti).advarsel }
    #expect((f?.exitCode ?? 0) == kode)
    #expect((advarsel != nil) == advart)
  }

  @Test func filer() throws {
    let t = TemporaryFolder()
    let lest = try Pseudonymnoekkel.fil(fil(t, 0o600, Self.tekst + "\n"))
    #expect(lest.noekkel.kontroll == (try noekkel(Self.tekst)).kontroll)
    mkfifo(t.path + "/roer", 0o600)
    let koder = ["/finnes/ikke", t.path, t.path + "/roer", "", t.path + "/noekkel/under"].map { sti in
      feil { _ = try Pseudonymnoekkel.fil(sti) }?.exitCode
    }
    #expect(koder == [66, 64, 64, 64, 66])
  }

  @Test func miljoe() throws {
    setenv("NIR_TEST_NOEKKEL", Self.tekst, 1)
    defer { unsetenv("NIR_TEST_NOEKKEL") }
    #expect((try Pseudonymnoekkel.miljoe("NIR_TEST_NOEKKEL")).kontroll == (try noekkel(Self.tekst)).kontroll)
    #expect(feil { _ = try Pseudonymnoekkel.miljoe("NIR_TEST_FINNES_IKKE") }?.exitCode == 64)
  }

  /// Somebody types the key where its name should stand: no message repeats it.
  @Test func ingenMeldingSierNoekkelen() throws {
    let feilene = [
      feil { _ = try Pseudonymnoekkel.miljoe(Self.tekst) }, feil { _ = try Pseudonymnoekkel.fil(Self.tekst) },
      feil { _ = try noekkel(String(Self.tekst.prefix(31))) },
    ]
    for f in feilene {
      let melding = try #require(f?.message)
      #expect(!melding.contains(String(Self.tekst.prefix(8))))
    }
    let n = try noekkel(Self.tekst)
    var ut = "\(n) \(String(reflecting: n))"
    dump(n, to: &ut)
    #expect(!ut.contains(String(Self.tekst.prefix(8))) && !ut.contains("SymmetricKey"))
  }
}
