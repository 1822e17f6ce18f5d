import Innlesing
import Kalender
import Kodeverk
import Rapport

extension Sidegrunnlag {
  /// What the night's page is made of, from the run's manifest and tallies.
  /// - Parameters:
  ///   - avsendere: `Avsendere.samlet` of the manifest's inputs.
  ///   - forrige: the manifest that the output folder held before.
  init(
    _ m: RunManifest, avsendere: [Avsender], dato: Dato, maal: Maaloppnaaelse, tall: Sidetall,
    forrige: RunManifest?, mappe: String
  ) {
    self.init(dato: dato, programversjon: m.programVersion, pipeline: m.pipelineName, maal: maal, tall: tall)
    endredeParametre = m.changedParameters.map { ($0.name, $0.value) }
    self.avsendere = avsendere
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
  private enum Avsender: Hashable {
    case ukjentType, folkeregisteret, udi, kommune(Kommunenummer), utenNummer

    func navn(_ dato: Dato) -> String {
      switch self {
      case .ukjentType: "Ukjent filtype"
      case .folkeregisteret: "Folkeregisteret"
      case .udi: "UDI"
      case .kommune(let k): "\(Kommuner.visning(k, per: dato).navn) (\(k.tekst))"
      case .utenNummer: "Uten kommunenummer i filnavnet"
      }
    }
  }

  static func samlet(_ filer: [RunManifest.Input], dato: Dato) -> [Sidegrunnlag.Avsender] {
    // A sender has a dozen files: its name is made once.
    var plasser: [Avsender: Int] = [:]
    var ut: [Sidegrunnlag.Avsender] = []
    for i in filer.indices {
      let hvem = avsender(type: filer[i].type, sti: filer[i].path)
      let plass = plasser[hvem] ?? ut.count
      if plass == ut.count {
        plasser[hvem] = plass
        ut.append(.init(navn: hvem.navn(dato)))
      }
      ut[plass].filer += 1
      if filer[i].rejectedWhole { ut[plass].avvistHele += 1 }
      ut[plass].rader.leggTil(filer[i].rader)
    }
    return ut.sorted { $0.navn < $1.navn }
  }

  /// `Oslo (0301)` where the file's or a folder's name holds a kommunenummer.
  static func avsender(type: String?, sti: String, dato: Dato) -> String { avsender(type: type, sti: sti).navn(dato) }

  private static func avsender(type: String?, sti: String) -> Avsender {
    switch type {
    case nil: return .ukjentType
    case Inndatatype.folkeregister.navn: return .folkeregisteret
    case Inndatatype.udi.navn: return .udi
    default: break
    }
    for ledd in sti.utf8.split(separator: UInt8(ascii: "/")).reversed() {
      if let k = kommunenummer(i: ledd) { return .kommune(k) }
    }
    return .utenNummer
  }

  /// A run of just four digits that is a kommunenummer and not the year of a date
  /// (`fravaer-2024-08`: 2024 has been a kommune too).
  private static func kommunenummer(i ledd: Substring.UTF8View) -> Kommunenummer? {
    let b = Array(ledd)
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
