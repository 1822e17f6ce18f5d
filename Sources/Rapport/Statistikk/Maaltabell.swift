import Kodeverk

/// A number of a table, or that it is not shown.
public enum Maaltall: Sendable, Hashable {
  case antall(Int)
  case skjult

  /// The number, nil when hidden.
  public var verdi: Int? {
    switch self {
    case .antall(let n): n
    case .skjult: nil
    }
  }
}

/// What one row of a table says: the six groups, the base and the shares.
public struct Maalrad: Sendable, Hashable {
  /// By inndeling of the table: the value's place, nil for all of them together.
  public var verdier: [Int?]
  /// By group.
  public var antall: [Maaltall]
  /// All but `Inngår ikke i tallgrunnlaget`.
  public var tallgrunnlag: Maaltall

  /// A share in hundredths of a per cent; nil where there is none.
  /// It is hidden with the number or the base: it would give either away.
  public func prosent(_ g: Avslutningsaarsakgruppe) -> Maaltall? {
    guard g != .inngaarIkke else { return nil }
    guard let n = tallgrunnlag.verdi, let a = antall[Int(g.rawValue)].verdi else { return .skjult }
    return n > 0 ? .antall(Fordeling.hundredeler(a, av: n)) : nil
  }

  /// Whether nobody stands in the row.
  var erTom: Bool { antall.allSatisfy { $0 == .antall(0) } }
}

/// Måloppnåelse by an inndeling, or by a cross of several, of one law.
public struct Maaltabell: Sendable {
  /// Whose persons.
  public let lovverk: Lovverk
  /// How the table is split; empty: not at all.
  public let inndelinger: [Inndeling]
  /// By inndeling of the table.
  public let kategorier: [[Maalkategori]]
  /// Whether an inndeling's values also stand together: all but the years, since
  /// avslutninger are counted a year at a time.
  public let harAlle: [Bool]
  /// The rows, the last inndeling changing fastest, «all» before the values.
  public let rader: [Maalrad]
}

/// Tables that cannot be shown together.
public struct Maalfeil: Error, Equatable {
  /// One line in English that says why.
  public let melding: String
}

/// The tables of one run, protected together.
public struct Maalkjoering: Sendable {
  /// Whose persons.
  public let lovverk: Lovverk
  /// The tables, in the order in which they were asked for.
  public let tabeller: [Maaltabell]
  /// Numbers below this are hidden; 0 or 1: none is.
  public let grense: Int

  /// The most inndelinger of a cross.
  public static let maksKryss = 3

  /// - Parameters:
  ///   - oensket: the inndelinger of each table; several tables that overlap must
  ///     not have more than three inndelinger between them when something is hidden.
  ///   - grense: N of `--suppress N`.
  public init(_ data: Maaldata, _ oensket: [[Inndeling]], grense: Int = 0) throws(Maalfeil) {
    lovverk = data.lovverk
    self.grense = grense
    let tabeller = oensket.map { t in t.count > 1 ? t.filter { $0 != .totalt } : t }
    let plan = try Maalsystem.plan(tabeller, skjuler: grense > 1)
    var ferdige: [Maaltabell?] = tabeller.map { _ in nil }
    for del in plan {
      let system = Maalsystem(data, del.celletabeller)
      let skjuling = Skjuling(system.tabeller, grense: grense)
      for (nr, t) in del.oensket { ferdige[nr] = system.tabell(tabeller[nr], i: t, skjuling) }
    }
    self.tabeller = ferdige.compactMap { $0 }
  }
}

/// The cell tables of a run and how its tables are read out of them.
struct Maalsystem {
  /// A part of a run that is protected by itself.
  struct Del {
    /// The inndelinger of each cell table; fylke and kommune share an axis.
    var celletabeller: [[Inndeling]]
    /// Tables of the run by number, and the cell table that has each.
    var oensket: [(nr: Int, celletabell: Int)]
  }

  let data: Maaldata
  let inndelinger: [[Inndeling]]
  private(set) var tabeller: [Celletabell] = []

  private static let sted: [Inndeling] = [.oppfoelgingsfylke, .kommune]

  static func plan(_ oensket: [[Inndeling]], skjuler: Bool) throws(Maalfeil) -> [Del] {
    for t in oensket {
      if t.count > Maalkjoering.maksKryss {
        throw Maalfeil(melding: "a cross has at most \(Maalkjoering.maksKryss) inndelinger")
      }
      if Set(t).count < t.count { throw Maalfeil(melding: "an inndeling stands twice in a cross") }
      if sted.allSatisfy(t.contains) { throw Maalfeil(melding: "a kommune has one fylke only: cross with one of them") }
    }
    // What is not protected needs no common axes.
    guard skjuler else { return oensket.indices.map { Del(celletabeller: [oensket[$0]], oensket: [($0, 0)]) } }
    if oensket.count == 1 { return [Del(celletabeller: oensket, oensket: [(0, 0)])] }
    let alle = Inndeling.allCases.filter { i in oensket.contains { $0.contains(i) } && i != .totalt }
    if oensket.allSatisfy({ $0.count <= 1 }) {
      // One inndeling each: only «all» is common, and fylker are sums of kommuner.
      let begge = sted.allSatisfy(alle.contains)
      let akser = alle.filter { !(begge && $0 == .oppfoelgingsfylke) }.map { [$0] }
      let egne = akser.isEmpty ? [[Inndeling.totalt]] : akser
      return [
        Del(
          celletabeller: egne.map { begge && $0 == [.kommune] ? sted : $0 },
          oensket: oensket.enumerated().map { nr, t in
            (
              nr,
              t == [.totalt]
                ? 0 : egne.firstIndex { $0 == t || (begge && $0 == [.kommune] && t == [.oppfoelgingsfylke]) } ?? 0
            )
          })
      ]
    }
    // Everything in one table: whatever is shown is a sum of its cells.
    guard alle.count - (sted.allSatisfy(alle.contains) ? 1 : 0) <= Maalkjoering.maksKryss else {
      throw Maalfeil(
        melding:
          "tables with more than \(Maalkjoering.maksKryss) inndelinger between them cannot be protected together; "
          + "ask for fewer, or use --suppress 0 and do not publish them")
    }
    return [Del(celletabeller: [alle], oensket: oensket.indices.map { ($0, 0) })]
  }

  init(_ data: Maaldata, _ inndelinger: [[Inndeling]]) {
    self.data = data
    self.inndelinger = inndelinger
    tabeller = inndelinger.map { t in
      let navn = Maalsystem.akser(t)
      var tab = Celletabell(navn.map { Maalsystem.akse($0, data, medFylker: Maalsystem.sted.allSatisfy(t.contains)) })
      var plasser = [Int](repeating: 0, count: navn.count + 1)
      let usett = tab.akser.map { $0.usett ?? 0 }
      let verdier = navn.map { data.verdier[$0.rawValue] }
      for p in 0..<data.antall {
        for a in navn.indices {
          let v = Int(verdier[a][p])
          plasser[a] = v < 0 ? usett[a] : v
        }
        plasser[navn.count] = Int(data.grupper[p])
        tab.tell(plasser)
      }
      return tab
    }
  }

  /// The inndelinger that have an axis of their own.
  private static func akser(_ t: [Inndeling]) -> [Inndeling] {
    t.filter { $0 != .totalt && !($0 == .oppfoelgingsfylke && t.contains(.kommune)) }
  }

  /// The last sum of an axis is «all».
  private static func akse(_ i: Inndeling, _ data: Maaldata, medFylker: Bool) -> Skjuleakse {
    let n = data.kategorier[i.rawValue].count
    guard sted.contains(i) else {
      return Skjuleakse(basis: n, over: Array(repeating: [0], count: n), summer: 1)
    }
    let fylker = i == .kommune && medFylker ? data.kategorier[Inndeling.oppfoelgingsfylke.rawValue].count : 0
    let over = (0..<n).map { k in
      let f = fylker > 0 ? data.fylkeAvKommune[k] : -1
      return (f >= 0 ? [f] : []) + [fylker]
    }
    return Skjuleakse(basis: n + 1, usett: n, over: over + [[fylker]], summer: fylker + 1)
  }

  /// Reads a table of the run.
  func tabell(_ t: [Inndeling], i nr: Int, _ skjuling: Skjuling) -> Maaltabell {
    let celler = tabeller[nr]
    let akser = Maalsystem.akser(inndelinger[nr])
    let egne = t.filter { $0 != .totalt }
    let harAlle = egne.map { egne.count > 1 && $0 != .avslutningsaar }
    let kategorier = egne.map { data.kategorier[$0.rawValue] }
    let akseplass = egne.map { e in akser.firstIndex { $0 == e || (e == .oppfoelgingsfylke && $0 == .kommune) } ?? 0 }
    let fylkeISted = egne.map { e in e == .oppfoelgingsfylke && akser.contains(.kommune) }
    var rader: [Maalrad] = []
    func gaa(_ verdier: [Int?]) {
      let d = verdier.count
      guard d == egne.count else {
        for v in (harAlle[d] ? [nil] : []) + kategorier[d].indices.map({ Optional($0) }) { gaa(verdier + [v]) }
        return
      }
      // Axes that the table lacks, or has as «all», stand on their last sum.
      var plasser = akser.indices.map { celler.akser[$0].antall - 1 } + [0]
      for (e, v) in verdier.enumerated() {
        guard let v else { continue }
        plasser[akseplass[e]] = fylkeISted[e] ? celler.akser[akseplass[e]].basis + v : v
      }
      let fra = celler.nr(plasser)
      func tall(_ g: Int) -> Maaltall { skjuling.skjult[nr][fra + g] ? .skjult : .antall(celler.verdi[fra + g]) }
      rader.append(
        Maalrad(
          verdier: verdier, antall: (0..<Skjuleakse.grunnlag).map(tall), tallgrunnlag: tall(Skjuleakse.grunnlag)))
    }
    gaa([])
    return Maaltabell(
      lovverk: data.lovverk, inndelinger: egne, kategorier: kategorier, harAlle: harAlle, rader: rader)
  }
}
