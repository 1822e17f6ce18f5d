import Domene
import Innlesing
import Kalender
import Kodeverk
import Rapport
import Testing

@testable import Pipeline

/// Everything that a run and the commands write is searched for the drop's own names and
/// numbers, and for what is hidden of the persons whom the drop protects.
@Suite struct PersonvernTests {
  /// A drop to look at, with all outputs asked for.
  struct Leveranse {
    let mappe = TemporaryFolder()
    var fil: PipelineFile
    let personer: Personer

    init(_ slag: String, dialekt: OutputDialect = .excelNb) throws {
      var inn = ExampleDropTests.project + "/input"
      if slag != "eksempel" {
        inn = mappe.path + "/inn"
        var o = GeneratorOptions(persons: slag == "rotete" ? 250 : 700, seed: 7, date: GeneratorOptions.defaultDate)
        o.mess = slag == "rotete" ? 0.15 : 0
        o.examples = true
        o.unitSize = 250
        _ = try DropGenerator(o).run(into: inn, progress: Progress(mode: .quiet))
      }
      var f = PipelineFile.forDrop(inn)
      f.beregningsdato = .fixed(GeneratorOptions.defaultDate)
      f.output = mappe.path + "/ut"
      f.dialect = dialekt
      f.outputs = OutputName.allCases
      f.outputOptions.perKommune = Set(OutputName.allCases.filter { $0.kommunekolonne != nil })
      f.outputOptions.fristvarselDager = 3650
      fil = f
      personer = try Personer(f)
    }

    func kjoer(_ f: PipelineFile) throws(RunError) -> RunSummary {
      try NightlyRun(file: f, overrides: RunOverrides(), progress: Progress(mode: .quiet)).run()
    }

    /// Every file of the output folder, whatever folders and links it is made of.
    func filer(_ under: String = "ut") -> [(navn: String, tekst: String)] {
      var alle: [(String, String)] = []
      for n in mappe.names(under) {
        let sti = under + "/" + n
        guard let s = Posix.status(mappe.full(Array(sti.utf8)), followLinks: false), !Posix.isLink(s) else { continue }
        if Posix.isFolder(s) { alle += filer(sti) } else if let t = mappe.read(sti) { alle.append((n, t)) }
      }
      return alle
    }
  }

  static let slag = ["eksempel", "rotete", "ren"]

  /// The files that hold sums, and what is said of a run.
  @Test("manifest, page, sums and summary hold no name and no number", arguments: slag)
  func ingenNavnDerDeIkkeHoererHjemme(slag: String) throws {
    let l = try Leveranse(slag)
    #expect(l.personer.numre.count > 300 && l.personer.navn.count > 10)
    let s = try l.kjoer(l.fil)
    #expect(l.personer.funnet(i: s.text()) == [])
    var sett: Set<String> = []
    for (navn, tekst) in l.filer() where !navn.hasSuffix(".csv") || navn == "maaloppnaaelse.csv" {
      sett.insert(navn)
      #expect(l.personer.funnet(i: tekst) == [], "\(navn)")
    }
    #expect(sett.isSuperset(of: ["kjoering.json", "rapport.html", "maaloppnaaelse.csv"]))
    // The search finds what is there.
    let liste = try #require(l.filer().first { $0.navn == "personliste.csv" }).tekst
    #expect(!l.personer.funnet(i: liste).isEmpty)
  }

  /// Every way in which a run may fail says so without naming anybody.
  @Test("errors and the log hold no name and no number") func feilNevnerIngen() throws {
    let l = try Leveranse("rotete")
    func melding(_ sett: (inout PipelineFile) -> Void) -> String {
      var f = l.fil
      sett(&f)
      do throws(RunError) {
        let s = try l.kjoer(f)
        return s.manifest.inputs.flatMap(\.notes).joined(separator: "\n")
      } catch { return "\(error.message) \(error) \(String(reflecting: error))" }
    }
    let alle = [
      melding { $0.limits.maksAvvisteRaderTotalt = 0 }, melding { $0.limits.maksAvvisteRaderFil = 0 },
      melding { $0.limits.avvisteRaderAndelTotalt = 0 }, melding { $0.limits.maksPersoner = 1 },
      melding { $0.limits.maksFiler = 1 }, melding { $0.input = "/nonexistent" },
      melding { $0.output = "/proc/nei" }, melding { $0.limits.maksBytesLinje = 64 },
      melding { $0.limits.maksBytesFil = 64 }, melding { $0.limits.maksFeltRad = 3 },
    ]
    for m in alle {
      #expect(!m.isEmpty)
      #expect(l.personer.funnet(i: m) == [])
    }
  }

  /// `avvik.csv` names a person by DUF-nummer only: what else it quotes is what the sender
  /// wrote wrong, and with `masker_verdi` not even that.
  @Test func avvikMedMaskering() throws {
    let l = try Leveranse("rotete")
    var f = l.fil
    f.outputOptions.maskerVerdi = true
    _ = try l.kjoer(f)
    let avvik = try #require(l.filer().first { $0.navn == "avvik.csv" }?.tekst)
    #expect(Personer.ord(l.personer.navn, i: avvik) == [])
    let elleve = l.personer.numre.filter { $0.utf8.count == 11 }
    #expect(elleve.filter { avvik.contains($0) } == [])
  }

  /// R-02 in all that a run writes, in either dialect, with a night before.
  @Test("R-02: no file shows what is hidden", arguments: slag, OutputDialect.allCases)
  func skjermedeIFilene(slag: String, dialekt: OutputDialect) throws {
    let l = try Leveranse(slag, dialekt: dialekt)
    #expect(l.personer.skjermede.count >= 3)
    var gaar = l.fil
    gaar.beregningsdato = .fixed(GeneratorOptions.defaultDate - 40)
    _ = try l.kjoer(gaar)
    _ = try l.kjoer(l.fil)
    var linjer = 0
    for (navn, tekst) in l.filer() where navn.hasSuffix(".csv") && navn != "avvik.csv" {
      // A kommune's own file holds nobody who is protected.
      let erKommunes = navn.dropLast(4).split(separator: "_").last?.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ?? false
      for (linje, s) in l.personer.linjer(tekst, dialekt == .excelNb ? ";" : ",") {
        linjer += 1
        #expect(!erKommunes, "\(navn)")
        #expect(Personer.ord(s.navn.union(s.steder), i: linje) == [], "\(navn)")
      }
    }
    #expect(linjer > 0)
  }

  /// Filters and sorting answer from what is shown.
  @Test("R-02: no forvalg, filter or order of the lists finds what is hidden", arguments: slag)
  func skjermedeIListene(slag: String) throws {
    let l = try Leveranse(slag)
    let kilde = try Listekilde.drop(
      l.fil, utfiler: [.personliste, .avslutningsrapport], progress: Progress(mode: .quiet))
    for u in [Utfil.personliste, .avslutningsrapport] {
      let tabell = try kilde.tabell(u)
      let tolk = Valgtolk(dato: kilde.dato, utfil: u)
      for s in l.personer.skjermede {
        var valg: [Listevalg] = []
        for t in s.steder {
          guard let k = try? tolk.kommune(t) else { continue }
          var v = Listevalg()
          v.kommune = k
          valg.append(v)
        }
        for n in s.navn {
          var v = Listevalg()
          v.navn = n
          valg.append(v)
        }
        for v in valg {
          #expect(!String(decoding: Listesvar(tabell, v).csv(dialekt: .excelNb), as: UTF8.self).contains(s.duf.visning))
        }
      }
      // Whatever it is sorted by or ticked off, the row shows no more.
      var valg: [Listevalg] = []
      for k in u.kolonner {
        guard let sortering = try? tolk.sortering(k) else { continue }
        var v = Listevalg()
        v.sortering = [sortering]
        valg.append(v)
      }
      for f in Forvalg.allCases {
        var v = Listevalg()
        v.med = [f]
        valg.append(v)
        v.med = []
        v.uten = [f]
        valg.append(v)
      }
      for v in valg {
        let fil = String(decoding: Listesvar(tabell, v).csv(dialekt: .excelNb), as: UTF8.self)
        for (linje, s) in l.personer.linjer(fil, ";") {
          #expect(Personer.ord(s.navn.union(s.steder), i: linje) == [])
        }
      }
    }
  }

  @Test("R-02: explain and compare show nothing of it", arguments: slag)
  func skjermedeIForklaringen(slag: String) throws {
    let l = try Leveranse(slag)
    let g = try Dropgjennomgang(file: l.fil, progress: Progress(mode: .quiet))
    var sett = 0
    for s in l.personer.skjermede {
      let bytes = try #require(try g.forklaring(s.duf, parametre: Parametre()))
      let tekst = String(decoding: bytes, as: UTF8.self)
      #expect(tekst.contains("Skjermet"))
      #expect(Personer.ord(s.navn.union(s.steder), i: tekst) == [], "\(s.duf.visning)")
      sett += 1
    }
    #expect(sett >= 3)
    var gaar = l.fil
    gaar.beregningsdato = .fixed(GeneratorOptions.defaultDate - 400)
    gaar.output = l.mappe.path + "/gaar"
    _ = try l.kjoer(gaar)
    _ = try l.kjoer(l.fil)
    let f = try Sammenligning(gammel: gaar.output, ny: l.fil.output)
    let former = [
      try Sammenligningsfil.tekst(f), String(decoding: try Sammenligningsfil.json(f), as: UTF8.self),
    ]
    for t in former { for s in l.personer.skjermede { #expect(Personer.ord(s.navn, i: t) == []) } }
  }

  /// A municipality's own file brings out nothing of the drop's about a protected person.
  @Test("R-02: reconcile shows nothing of it") func skjermedeIAvstemmingen() throws {
    let l = try Leveranse("ren")
    #expect(l.personer.skjermede.count >= 3)
    for type in Inndatatype.allCases where type != .folkeregister { try avstem(type, l) }
  }

  private func avstem(_ type: Inndatatype, _ l: Leveranse) throws {
    let hode = type.kolonner.filter { $0.maaHaVerdi || $0.skjermes }.map(\.navn)
    var linjer = [hode.joined(separator: ";")]
    for s in l.personer.skjermede {
      linjer.append(
        hode.map { $0 == "DUF-nummer" ? s.duf.visning : $0 == "Oppf.kommune" ? "0301" : "x" }.joined(separator: ";"))
    }
    l.mappe.write("fag.csv", linjer.joined(separator: "\n"))
    let a = try Avstemming(fil: l.mappe.path + "/fag.csv", typenavn: type.navn, input: l.fil.input, utenom: [])
    for t in [Avstemmingsfil.csv(a), Avstemmingsfil.json(a), Array(Avstemmingsfil.tekst(a).utf8)] {
      let tekst = String(decoding: t, as: UTF8.self)
      for s in l.personer.skjermede {
        for linje in tekst.split(separator: "\r\n") where linje.contains(s.duf.visning) {
          #expect(Personer.ord(s.navn.union(s.steder).subtracting(["0301", "Oslo"]), i: String(linje)) == [])
        }
      }
    }
    let deres = a.funn.filter { f in l.personer.skjermede.contains { $0.duf.visning == f.duf } }
    for f in deres {
      #expect(f.fil.isEmpty || f.fil == "Skjermet")
      #expect(type.kolonnenummer(f.kolonne).map { !type.kolonner[$0].skjermes } ?? true)
    }
    if [.udi, .bosettinger].contains(type) { #expect(deres.contains { $0.slag == .bareDer || $0.slag == .ulikt }) }
  }

  /// who has reserved against research is in lists and reports as everybody else.
  @Test func reserverteErMedIListene() throws {
    let l = try Leveranse("ren")
    var reserverte: [DUFNummer] = []
    let g = try Dropgjennomgang(file: l.fil, progress: Progress(mode: .quiet))
    try g.forHver { p, v in
      if p.reservasjoner.contains(where: { $0.reg.slettet == nil }), v.kategori != nil { reserverte.append(p.duf) }
    }
    #expect(!reserverte.isEmpty)
    _ = try l.kjoer(l.fil)
    let lister = l.filer().filter { ["personliste.csv", "avslutningsrapport.csv", "beregningslogg.csv"].contains($0.navn) }
    let alle = lister.map(\.tekst).joined()
    #expect(reserverte.contains { alle.contains($0.visning) })
  }
}
