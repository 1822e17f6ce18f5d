import Domene
import Kalender
import Kodeverk
import Testing

@testable import Regelverk

/// What must hold for every person, whatever the rules say of him.
@Suite struct LoverTests {
  static let personer = 6_000
  static let biter = 6

  private static func forAlle(
    _ bit: Int, _ froeskift: UInt64, _ sjekk: (UInt64, Persongrunnlag, Dato, Fasitsvar) -> Void
  ) {
    let n = personer / biter
    for i in 0..<n {
      let froe = froeskift &+ UInt64(bit * n + i)
      let g = Persongenerator.lag(froe)
      for d in g.dager { sjekk(froe, g.person, d, MotorMotFasitTests.motor(g.person, d)) }
    }
  }

  @Test("én avslutning er gjeldende, høyst", arguments: 0..<biter) func enGjeldende(_ bit: Int) {
    Self.forAlle(bit, 5_000_000) { froe, _, d, s in
      let n = s.historikk.filter { $0.status == .gjeldende }.count
      #expect(n == (s.gjeldende == nil ? 0 : 1), "frø \(froe), D = \(d)")
      #expect(s.gjeldende == nil || s.historikk.contains(s.gjeldende!), "frø \(froe), D = \(d)")
    }
  }

  @Test("trinnene i loggen gir fristen, regnet om igjen", arguments: 0..<biter) func loggenStemmer(_ bit: Int) {
    typealias Kal = Fasitkalender
    Self.forAlle(bit, 5_100_000) { froe, _, d, s in
      var frist: Dato?
      for t in s.logg {
        if t.regel == 1 {
          guard case .maaneder(let n) = t.utvidelse else {
            Issue.record("frø \(froe): F-01 uten måneder")
            continue
          }
          #expect(Kal.plussMaaneder(t.dato1!, n) == t.nyFrist, "frø \(froe), D = \(d)")
          #expect(t.nyFrist == s.oppstartsfrist, "frø \(froe), D = \(d)")
          continue
        }
        let fra = t.regel == 2 ? t.dato1! : frist!
        switch t.utvidelse {
        case .maaneder(let n): frist = Kal.plussMaaneder(fra, n)
        case .virkedager(let n): frist = Kal.plussVirkedager(fra, n)
        case .kalenderdager(let n): frist = Dato(dagnummer: fra.dagnummer + Int32(n))
        }
        #expect(frist == t.nyFrist, "frø \(froe), D = \(d): \(t.tekst)")
      }
      #expect(frist == s.gjennomfoeringsfrist, "frø \(froe), D = \(d)")
      let regler = s.logg.map(\.regel)
      #expect(regler == regler.sorted(), "frø \(froe), D = \(d): foldens rekkefølge")
      #expect(s.logg.allSatisfy { $0.utvidelse != .virkedager(0) && $0.utvidelse != .kalenderdager(0) })
    }
  }

  /// T-01: what is not yet registered cannot matter.
  @Test("en kjøring for D er den samme uten det som er registrert etter D", arguments: 0..<biter)
  func ikkeKjent(_ bit: Int) {
    var haddeSenere = 0
    Self.forAlle(bit, 5_200_000) { froe, p, d, s in
      var q = p
      q.opphold.removeAll { $0.vedtaksdato > d }
      q.bosettinger.removeAll { $0.reg.registrert > d }
      q.kontakter.removeAll { $0.reg.registrert > d }
      q.integreringskontrakter.removeAll { $0.reg.registrert > d }
      q.sluttmaal.removeAll { $0.reg.registrert > d }
      q.vedtak.removeAll { $0.reg.registrert > d }
      q.klager.removeAll { $0.reg.registrert > d }
      q.tiltak.removeAll { $0.reg.registrert > d }
      q.fravaer.removeAll { $0.reg.registrert > d }
      q.avslutninger.removeAll { $0.reg.registrert > d }
      q.utdanning.removeAll { $0.reg.registrert > d }
      if q.vedtak.count < p.vedtak.count || q.avslutninger.count < p.avslutninger.count { haddeSenere += 1 }
      // And a deletion to come is none.
      for i in q.vedtak.indices where q.vedtak[i].reg.slettet.map({ $0 > d }) == true { q.vedtak[i].reg.slettet = nil }
      for i in q.avslutninger.indices where q.avslutninger[i].reg.slettet.map({ $0 > d }) == true {
        q.avslutninger[i].reg.slettet = nil
      }
      let uten = MotorMotFasitTests.motor(q, d)
      let like = uten == s
      #expect(like, "frø \(froe), D = \(d)\n\(s.forskjeller(uten).joined(separator: "\n"))")
    }
    #expect(haddeSenere > 100, "generatoren må gi personer med senere registreringer")
  }

  @Test("en permisjon som er sist i folden, forkorter ingen frist", arguments: 0..<biter)
  func permisjonForkorterIkke(_ bit: Int) {
    var lengre = 0
    Self.forAlle(bit, 5_300_000) { froe, p, d, s in
      // The steps before F-07: a longer frist may let other rows count after them.
      guard let foer = s.logg.last(where: { $0.regel >= 2 && $0.regel <= 6 })?.nyFrist else { return }
      let sist = max(
        p.vedtak.compactMap { max($0.slutt ?? $0.vedtaksdato, $0.start ?? $0.vedtaksdato) }.max()!, s.start!)
      var b = Personbygger()
      let fra = sist + 1
      b.vedtak(
        .permisjonVelferd, id: "zzz", vedtaksdato: Fasit.kapittel6AFra, start: fra,
        slutt: fra + Int(froe % 40), leggTil: froe % 2 == 0 ? .virkedager : .kalenderdager, registrert: .foerste)
      var q = p
      var ny = b.p.vedtak[0]
      ny.vedtaksdato = max(sist, Fasit.kapittel6AFra)
      ny.idTekst = q.leggInn(Array("zzz".utf8))
      q.vedtak.append(ny)
      let med = MotorMotFasitTests.motor(q, d)
      let etter = med.logg.last(where: { $0.regel >= 2 && $0.regel <= 6 })!.nyFrist
      #expect(etter >= foer, "frø \(froe), D = \(d)")
      if etter > foer { lengre += 1 }
    }
    #expect(lengre > 100, "permisjonen må også forlenge")
  }

  @Test("rekkefølgen av rader som ingen dato ordner likt, betyr ingenting", arguments: 0..<biter)
  func rekkefoelge(_ bit: Int) {
    var byttet = 0
    Self.forAlle(bit, 5_400_000) { froe, p, d, s in
      var r = SplitMix64(froe ^ 0xABCD)
      var q = p
      /// Neighbours change places unless a date that orders them is equal.
      func bland<Rader: RandomAccessCollection & MutableCollection>(
        _ a: inout Rader, _ like: (Rader.Element, Rader.Element) -> Bool
      ) where Rader.Index == Int {
        guard a.count > 1 else { return }
        for _ in 0..<(a.count * 4) {
          let i = r.tall(a.count - 1)
          if like(a[i], a[i + 1]) { continue }
          a.swapAt(i, i + 1)
          byttet += 1
        }
      }
      bland(&q.opphold) { $0.vedtaksdato == $1.vedtaksdato }
      bland(&q.bosettinger) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.kontakter) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.sluttmaal) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.vedtak) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.klager) { $0.reg.registrert == $1.reg.registrert || $0.avgjort == $1.avgjort }
      bland(&q.tiltak) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.fravaer) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.avslutninger) { $0.reg.registrert == $1.reg.registrert }
      bland(&q.utdanning) { $0.reg.registrert == $1.reg.registrert }
      if var f = q.folkeregister {
        bland(&f.adresser) { $0.fra == $1.fra }
        bland(&f.utflyttinger) { $0 == $1 }
        bland(&f.innflyttinger) { $0 == $1 }
        q.folkeregister = f
      }
      let annen = MotorMotFasitTests.motor(q, d)
      let like = annen == s
      #expect(like, "frø \(froe), D = \(d)\n\(s.forskjeller(annen).joined(separator: "\n"))\n\(Persondump.tekst(p))")
    }
    #expect(byttet > 1000)
  }

  /// K-07, P-01: a closed kategori has a reason, an open one has none.
  @Test("lukket kategori har en lukkende hendelse", arguments: 0..<biter) func lukkingHarGrunn(_ bit: Int) {
    Self.forAlle(bit, 5_500_000) { froe, p, d, s in
      guard s.kategori != nil else {
        #expect(s.historikk.isEmpty && s.logg.isEmpty, "frø \(froe), D = \(d)")
        return
      }
      #expect(s.kategoriFra! <= d, "frø \(froe), D = \(d)")
      if let g = s.gjeldende, g.aarsak.lukkerKategori {
        #expect(s.lukket != nil, "frø \(froe), D = \(d)")
      }
      // A kommune may register a death from S on, and S may lie before K.
      if let l = s.lukket {
        let iTiden = l <= d && l >= min(s.kategoriFra!, s.start ?? s.kategoriFra!)
        #expect(iTiden, "frø \(froe), D = \(d)")
      }
    }
  }
}
