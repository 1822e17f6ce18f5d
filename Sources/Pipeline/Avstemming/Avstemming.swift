import Innlesing
import Kalender
import Kodeverk
import Tabular

/// A registration that the two sides do not agree on.
public struct Avstemmingsfunn: Sendable, Equatable {
  public enum Slag: String, CaseIterable, Sendable {
    case bareHer = "Bare i fagsystemet"
    case bareDer = "Bare i leveransen"
    case ulikt = "Ulik verdi"
  }

  public var slag: Slag
  /// `9000 999000 14`.
  public var duf: String
  public var id: String
  /// The registration's key dates, for people to find it by.
  public var noekkel: String
  /// Only of `ulikt`.
  public var kolonne = ""
  public var her = ""
  public var der = ""
  /// Line in the case system's file; 0: it has none.
  public var linje = 0
  /// Where it stands in the drop.
  public var fil = ""
  public var filLinje = 0
}

/// Holds a municipality's own case system's file against the drop: what stands
/// only here, only there, and what differs. Of each registration only the newest
/// version counts, on both sides.
public struct Avstemming: Sendable {
  public let type: Inndatatype
  /// By DUF-nummer, then as `Slag`.
  public private(set) var funn: [Avstemmingsfunn] = []
  /// Registrations of the file, and of the drop that are within its reach.
  public private(set) var iFilen = 0
  public private(set) var iLeveransen = 0
  /// Matched without any difference.
  public private(set) var like = 0
  /// Rows of the file that have no DUF-nummer or cannot be read.
  public private(set) var uleselige = 0
  /// Kommuner that the file's rows name: the reach of «only in the drop».
  public private(set) var kommuner: [String] = []

  /// What is shown in place of a protected person's file.
  static let skjult = "Skjermet"

  private let kolonner: [Kolonne]
  private let dufKolonne: Int
  private let idKolonne: Int?
  private let kommuneKolonne: Int?
  private let registrertKolonne: Int?
  private let slettetKolonne: Int?
  /// Dates (and months) that tell a registration where the ID does not.
  private let noekkelkolonner: [Int]

  /// A registration: the newest version of it.
  private struct Rad {
    var verdier: [String]
    var registrert: Dato?
    var fil: String
    var linje: Int
  }

  /// - Parameters:
  ///   - fil: the case system's file.
  ///   - type: its type.
  ///   - listing: the drop.
  ///   - utenom: columns that are not compared.
  /// - Throws: `RunError` when a file cannot be read or the file lacks what is needed.
  public init(fil: String, type: Inndatatype, mot listing: DropListing, utenom: Set<Int> = []) throws(RunError) {
    self.type = type
    let kolonner = type.kolonner
    self.kolonner = kolonner
    dufKolonne = type.kolonnenummer("DUF-nummer") ?? 0
    idKolonne = type.kolonnenummer("ID")
    kommuneKolonne = type.kolonnenummer("Oppf.kommune")
    registrertKolonne = type.kolonnenummer("Registrert dato")
    slettetKolonne = type.kolonnenummer("Slettet")
    let alle = kolonner.indices.filter { kolonner[$0].maaHaVerdi && kolonner[$0].erTid }
    let egne = alle.filter { kolonner[$0].navn != "Registrert dato" }
    noekkelkolonner = egne.isEmpty ? alle : egne
    let skjermede = try Skjermede(listing)
    let her = try lesFilen(fil)
    let der = try lesLeveransen(listing, her.rader)
    let sammenlignes = kolonner.indices.filter { her.kolonner.contains($0) && $0 != dufKolonne && !utenom.contains($0) }
    for duf in Set(her.rader.keys).union(der.keys).sorted() {
      let foerste = funn.count
      // what is hidden of a protected person is not even said to differ, nor which
      // file of the drop (a kommune's) the row stands in.
      let skjermet = skjermede.har(duf)
      avstem(
        duf, her.rader[duf] ?? [], der[duf] ?? [], skjermet ? sammenlignes.filter { !kolonner[$0].skjermes } : sammenlignes)
      guard skjermet else { continue }
      for i in foerste..<funn.count where funn[i].filLinje > 0 { funn[i].fil = Avstemming.skjult }
    }
  }

  // MARK: Reading

  private func les(_ sti: [UInt8], _ navn: String, _ rad: (Tekstrad) -> Void) throws(RunError) -> Tekstrader {
    do throws(TabularError) { return try Tekstrader.les(sti, type: type, rad) } catch {
      if case .io(let number, .open) = error { throw .noInput("\(navn): \(Posix.reason(number))") }
      throw .inputNotGoodEnough("\(navn): cannot be read")
    }
  }

  /// Adds a version, in place of an earlier one of the same registration.
  private func leggTil(_ r: Rad, _ rader: inout [Rad]) {
    if let k = idKolonne, !r.verdier[k].isEmpty, let i = rader.firstIndex(where: { $0.verdier[k] == r.verdier[k] }) {
      if (r.registrert ?? .foerste) >= (rader[i].registrert ?? .foerste) { rader[i] = r }
    } else if !rader.contains(where: { $0.verdier == r.verdier }) {
      rader.append(r)
    }
  }

  private func rad(_ t: Tekstrad, fil: String) -> Rad {
    let verdier = kolonner.indices.map { t.verdi($0) }
    return Rad(
      verdier: verdier, registrert: registrertKolonne.flatMap { Dato(verdier[$0]) }, fil: fil, linje: t.linje)
  }

  /// A DUF-nummer in its form has 14 characters.
  private func erDuf(_ t: String) -> Bool { t.utf8.count == 14 }

  private mutating func lesFilen(_ fil: String) throws(RunError) -> (rader: [String: [Rad]], kolonner: Set<Int>) {
    var rader: [String: [Rad]] = [:]
    var utenDuf = 0
    let navn = visiblePath(fil.utf8)
    let lest = try les(Array(fil.utf8), navn) { t in
      let duf = t.verdi(dufKolonne)
      if erDuf(duf) { leggTil(rad(t, fil: ""), &rader[duf, default: []]) } else { utenDuf += 1 }
    }
    guard lest.kolonner.contains(dufKolonne) else {
      throw .inputNotGoodEnough("\(navn): has no column DUF-nummer, or is no table")
    }
    uleselige = lest.uleselige + utenDuf
    iFilen = rader.values.reduce(0) { $0 + $1.count }
    if let k = kommuneKolonne {
      kommuner = Set(rader.values.joined().map { $0.verdier[k] }).filter { !$0.isEmpty }.sorted()
    }
    return (rader, lest.kolonner)
  }

  /// The drop's registrations of the file's persons, and of its kommuner.
  private mutating func lesLeveransen(_ listing: DropListing, _ her: [String: [Rad]]) throws(RunError) -> [String:
    [Rad]]
  {
    var rader: [String: [Rad]] = [:]
    for f in listing.files(of: type) {
      _ = try les(listing.fullPath(f), f.visible) { t in
        let duf = t.verdi(dufKolonne)
        guard erDuf(duf) else { return }
        if her[duf] != nil || kommuneKolonne.map({ iKommunene(t.verdi($0)) }) ?? false {
          leggTil(rad(t, fil: f.visible), &rader[duf, default: []])
        }
      }
    }
    iLeveransen = rader.values.reduce(0) { $0 + $1.count }
    return rader
  }

  /// Whether a kommune is one of the file's, whatever number a reform has given it.
  private func iKommunene(_ t: String) -> Bool {
    func nummer(_ t: String) -> Kommunenummer? { UInt32(t).map { Kommunenummer(nummer: $0) } }
    guard let k = nummer(t) else { return false }
    return kommuner.contains { nummer($0).map { Kommuner.erSamme($0, k) } ?? false }
  }

  // MARK: Matching

  private mutating func avstem(_ duf: String, _ her: [Rad], _ der: [Rad], _ sammenlignes: [Int]) {
    var her = her
    var der = der
    var par: [(Rad, Rad)] = []
    if let k = idKolonne {
      her.removeAll { h in
        guard !h.verdier[k].isEmpty, let i = der.firstIndex(where: { $0.verdier[k] == h.verdier[k] }) else {
          return false
        }
        par.append((h, der.remove(at: i)))
        return true
      }
    }
    // Of several on the same key dates, those that differ least.
    her.removeAll { h in
      let like = der.indices.filter { i in noekkelkolonner.allSatisfy { h.verdier[$0] == der[i].verdier[$0] } }
      let best = like.min { ulike(h, der[$0], sammenlignes).count < ulike(h, der[$1], sammenlignes).count }
      guard let best else { return false }
      par.append((h, der.remove(at: best)))
      return true
    }
    for h in her where !erSlettet(h) { funn.append(ett(.bareHer, duf, h, nil)) }
    for d in der where !erSlettet(d) && iRekkevidde(d) { funn.append(ett(.bareDer, duf, nil, d)) }
    for (h, d) in par.sorted(by: { $0.0.linje < $1.0.linje }) {
      let ulike = ulike(h, d, sammenlignes)
      if ulike.isEmpty { like += 1 }
      for k in ulike {
        var f = ett(.ulikt, duf, h, d)
        f.kolonne = kolonner[k].navn
        f.her = h.verdier[k]
        f.der = d.verdier[k]
        funn.append(f)
      }
    }
  }

  /// Columns that differ. An ID that one side does not have is no difference.
  private func ulike(_ a: Rad, _ b: Rad, _ kolonner: [Int]) -> [Int] {
    kolonner.filter { k in
      a.verdier[k] != b.verdier[k] && !(k == idKolonne && (a.verdier[k].isEmpty || b.verdier[k].isEmpty))
    }
  }

  private func erSlettet(_ r: Rad) -> Bool { slettetKolonne.map { !r.verdier[$0].isEmpty } ?? false }

  /// A row that names another kommune than the file's is not the sender's to have.
  private func iRekkevidde(_ r: Rad) -> Bool {
    guard let k = kommuneKolonne, !kommuner.isEmpty, !r.verdier[k].isEmpty else { return true }
    return iKommunene(r.verdier[k])
  }

  private func ett(_ slag: Avstemmingsfunn.Slag, _ duf: String, _ h: Rad?, _ d: Rad?) -> Avstemmingsfunn {
    let verdier = (h ?? d)?.verdier ?? []
    var f = Avstemmingsfunn(
      slag: slag, duf: duf, id: idKolonne.map { verdier[$0] } ?? "",
      noekkel: noekkelkolonner.map { verdier[$0] }.joined(separator: ", "))
    f.linje = h?.linje ?? 0
    f.fil = d?.fil ?? ""
    f.filLinje = d?.linje ?? 0
    return f
  }
}

extension Kolonne {
  /// A date or a month.
  fileprivate var erTid: Bool {
    switch slag {
    case .dato, .maaned: true
    default: false
    }
  }
}
