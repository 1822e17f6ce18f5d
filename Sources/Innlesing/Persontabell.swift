import Domene
import Tabular

/// Every DUF-nummer that UDI or Folkeregisteret knows, in order, each with the
/// person it belongs to. A number's place in the order is its key in posts.
///
/// The numbers are dealt into parts, each some neighbouring rooms (`Rom`): a part's
/// posts lie together, and its persons are judged together.
public final class Persontabell: @unchecked Sendable {
  // Sendable: never changed once made.

  /// All known numbers, rising.
  public let numre: [UInt64]
  /// For each number the place of the person's current number: a document that lists several
  /// numbers joins them (`formats.md`). Empty: every number is its own person's.
  private let person: [UInt32]
  private let kart: Nummerkart
  /// Where each part begins, among places and among rooms; and where the last one ends.
  private let delplass: [Int]
  private let delrom: [Int]

  /// Parts that are aimed at, and at most twice as many of them.
  private static let maalDeler = 256
  /// Persons whose posts, some 600 bytes each, are still in the processor's second cache when the
  /// part has been gone through and its persons are judged.
  private static let faa = 2048
  /// Persons below which a part is not worth its own.
  private static let minst = 64

  /// - Parameters:
  ///   - numre: rising, without repetition.
  ///   - sammenfoeyd: numbers that belong to another number's person.
  public init(numre: [UInt64], sammenfoeyd: [(fra: UInt64, til: UInt64)]) {
    self.numre = numre
    let stoerrelse = Self.stoerrelse(numre.count)
    var plasser = [0]
    var rom = [0]
    var nesteRom: UInt64 = Rom.foerste(etter: 0)
    // Most numbers are of the same room as the one before.
    for (i, d) in numre.enumerated() where d >= nesteRom {
      let r = min(Rom.av(d), Rom.antall)
      nesteRom = Rom.foerste(etter: r)
      if i - plasser[plasser.count - 1] >= stoerrelse {
        plasser.append(i)
        rom.append(r)
      }
    }
    let deler = plasser.count
    plasser.append(numre.count)
    rom.append(Rom.antall)
    delplass = plasser
    delrom = rom
    var her: UInt32 = 0
    kart = Nummerkart(numre) { i in
      while Int(her) + 1 < deler, i >= plasser[Int(her) + 1] { her += 1 }
      return her
    }
    guard !sammenfoeyd.isEmpty else {
      person = []
      return
    }
    var p = (0..<UInt32(truncatingIfNeeded: numre.count)).map { $0 }
    let blikk = kart.blikk
    for s in sammenfoeyd {
      if let a = blikk.finn(s.fra), let b = blikk.finn(s.til) { p[Int(a.plass)] = b.plass }
    }
    person = p
  }

  /// Persons of a part, of so many in all.
  static func stoerrelse(_ personer: Int) -> Int {
    // Not more than twice as many parts: of smaller ones only small pieces would lie together in the scratch files.
    let deler = min(2 * maalDeler, max(maalDeler, (personer + faa - 1) / faa))
    return max(minst, personer / deler)
  }

  /// Whether some numbers belong to another number's person.
  public var harSammenfoeyde: Bool { !person.isEmpty }

  // MARK: - Parts

  /// At least one, also when nobody is known.
  public var deler: Int { delplass.count - 1 }

  /// The places of a part.
  public func plasser(del: Int) -> Range<Int> { delplass[del]..<delplass[del + 1] }

  /// The rooms of a part.
  func rom(del: Int) -> Range<Int> { delrom[del]..<delrom[del + 1] }

  /// The part of a place.
  func del(plass: Int) -> Int {
    max(1, Halvering.foerste(deler) { delplass[$0] > plass }) - 1
  }

  // MARK: - Numbers

  /// What the readers look into without counting references: good as long as the table lives.
  var blikk: Nummerkart.Blikk { kart.blikk }

  /// The place of a known number; nil when nobody knows it.
  public func plass(_ duf: UInt64) -> UInt64? { kart.blikk.finn(duf).map { UInt64($0.plass) } }

  /// The place of the current number of the person whom a number's place belongs to.
  @inline(__always)
  public func personplass(_ plass: Int) -> Int { person.isEmpty ? plass : Int(person[plass]) }

  /// The place of the current number of a known number's person; nil when nobody knows it.
  func gjeldende(_ duf: UInt64) -> UInt32? {
    kart.blikk.finn(duf).map { UInt32(truncatingIfNeeded: personplass(Int($0.plass))) }
  }
}
