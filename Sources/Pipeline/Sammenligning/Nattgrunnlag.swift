import Innlesing
import Kalender
import Kodeverk
import Rapport

extension Sidegrunnlag {
  /// What the night's page is made of, from the run's manifest and tallies.
  /// - Parameter forrige: the manifest that the output folder held before.
  init(
    _ m: RunManifest, dato: Dato, maal: Maaloppnaaelse, tall: Sidetall, forrige: RunManifest?, mappe: String
  ) {
    self.init(dato: dato, programversjon: m.programVersion, pipeline: m.pipelineName, maal: maal, tall: tall)
    endredeParametre = m.changedParameters.map { ($0.name, $0.value) }
    avsendere = Avsendere.samlet(m.inputs, dato: dato)
    ikkeLest = m.notRead.count
    for a in m.avvik { avvik[a.code] = a.count }
    let tabeller = OutputName.allCases.filter(\.erTabell).map(\.fileName)
    utfiler = m.outputs.filter { tabeller.contains($0.name) }.map { ($0.name, $0.rows) }
    guard let forrige else { return }
    self.forrige = Sidegrunnlag.forrige(forrige, foer: dato, mappe: mappe)
  }

  /// The night before, if it is one.
  private static func forrige(_ m: RunManifest, foer dato: Dato, mappe: String) -> Forrige? {
    guard m.erNatt(foer: dato), let d = Dato(m.beregningsdato) else { return nil }
    var f = Forrige(dato: d, programversjon: m.programVersion)
    f.personer = m.persons
    f.filer = m.inputs.count
    for i in m.inputs { f.rader.leggTil(i.rader) }
    for o in m.outputs { f.utfiler[o.name] = o.rows }
    for a in m.avvik { f.avvik[a.code] = a.count }
    // A file that somebody has taken away or changed is only missing from the page.
    let sti = Posix.join(Array(mappe.utf8), Array(Maaloppnaaelsefil.filnavn.utf8))
    if let maal = try? Nattmaal(sti, navn: Maaloppnaaelsefil.filnavn) { f.maal = maal.totalt }
    return f
  }
}

extension RunManifest {
  /// Whether it is of a night before a date. A run for the same or a later date is
  /// this night over again, or another question; so a night that is run twice in
  /// one folder does not come out as one on which nothing happened.
  func erNatt(foer dato: Dato) -> Bool { Dato(beregningsdato).map { $0 < dato } ?? false }
}

extension RunManifest.Input {
  var rader: Sidegrunnlag.Rader {
    .init(lest: rowsRead, tatt: rowsTaken, avvist: rowsRejected, duplikater: rowsDuplicate)
  }
}

/// Who sent a file, told from its type and its path in the drop.
enum Avsendere {
  static func samlet(_ filer: [RunManifest.Input], dato: Dato) -> [Sidegrunnlag.Avsender] {
    var ut: [String: Sidegrunnlag.Avsender] = [:]
    for f in filer {
      let navn = avsender(type: f.type, sti: f.path, dato: dato)
      var a = ut[navn] ?? .init(navn: navn)
      a.filer += 1
      if f.rejectedWhole { a.avvistHele += 1 }
      a.rader.leggTil(f.rader)
      ut[navn] = a
    }
    return ut.values.sorted { $0.navn < $1.navn }
  }

  /// `Oslo (0301)` where the file's or a folder's name holds a kommunenummer.
  static func avsender(type: String?, sti: String, dato: Dato) -> String {
    switch type {
    case nil: return "Ukjent filtype"
    case Inndatatype.folkeregister.navn: return "Folkeregisteret"
    case Inndatatype.udi.navn: return "UDI"
    default: break
    }
    for ledd in sti.split(separator: "/").reversed() {
      if let k = kommunenummer(i: ledd) { return "\(Kommuner.visning(k, per: dato).navn) (\(k.tekst))" }
    }
    return "Uten kommunenummer i filnavnet"
  }

  /// A run of just four digits that is a kommunenummer and not the year of a date
  /// (`fravaer-2024-08`: 2024 has been a kommune too).
  static func kommunenummer(i ledd: some StringProtocol) -> Kommunenummer? {
    let b = Array(ledd.utf8)
    func siffer(_ i: Int) -> Bool { b.indices.contains(i) && b[i] >= 0x30 && b[i] <= 0x39 }
    var i = 0
    while i < b.count {
      guard siffer(i) else {
        i += 1
        continue
      }
      var slutt = i
      while siffer(slutt) { slutt += 1 }
      let erAar = slutt < b.count && b[slutt] == 0x2D && siffer(slutt + 1) && siffer(slutt + 2) && !siffer(slutt + 3)
      if slutt - i == 4, !erAar,
        let k = b[i..<slutt].withUnsafeBytes({ Kommunenummer(fireSifre: UnsafeRawBufferPointer($0)) }),
        Kommuner.finnes(k)
      {
        return k
      }
      i = slutt
    }
    return nil
  }
}
