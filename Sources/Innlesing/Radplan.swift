import CProcessor
import Kodeverk
import Tabular

/// Where the type's columns stand in a file's rows and what their values must be, as plain
/// memory: the quick way through rows that have nothing wrong with them.
///
/// Rows without quotes whose every value is spelt in its usual way are nearly all
/// rows. They are read by `Raskrad`, straight from the positions of the delimiters; a row
/// with anything else about it is left as it was, and `Radleser` reads it in full.
struct Radplan: ~Copyable {
  struct Plass {
    var fra: Int64 = 0
    var til: Int64 = 0
    var oppslag: Kodeoppslag
  }

  /// By the type's column.
  private let plasser: UnsafeMutablePointer<Plass>
  private let kolonner: Int
  /// By the type's column: its field; -1 in a file that lacks it.
  private let felt: UnsafeMutablePointer<Int>
  /// Whether the file's columns stand as the type's.
  private let iOrden: Bool
  /// A bit a column that may not be empty.
  private let maaHaVerdi: UInt32
  /// Fields of a row.
  let antall: Int
  let type: Inndatatype
  /// Bytes of the longest row that is read here.
  let lengste: Int
  private let hjemler = Hjemmelminne()
  private let alleFelles: UnsafeMutablePointer<Raskrad.Felles>
  /// Where a row's fields are in another order than the columns: the position before each column's value.
  private let foer: UnsafeMutablePointer<UInt32>
  private let lengder: UnsafeMutablePointer<UInt32>

  /// False when a column is missing whose absence says something, or there are very many: no row is read here.
  let gjelder: Bool

  /// Columns that a type may have: the processor looks at so many fields at once.
  private static let maksKolonner = CSVIndex.Structure.mostRead

  init(_ leser: borrowing Radleser, _ kolonneAv: [Int], lengsteLinje: Int) {
    kolonner = leser.antallKolonner
    var gaar =
      kolonneAv.count > 0 && kolonneAv.count <= CSVIndex.Structure.mostFields && kolonner <= Self.maksKolonner
    plasser = .allocate(capacity: max(1, kolonner))
    felt = .allocate(capacity: max(1, kolonner))
    var iOrden = true
    var maa: UInt32 = 0
    for k in 0..<kolonner {
      (plasser + k).initialize(to: leser.plass(k))
      let f = kolonneAv.firstIndex(of: k) ?? -1
      (felt + k).initialize(to: f)
      if f != k { iOrden = false }
      if f < 0, leser.maaSes(k) { gaar = false }
      if leser.maaHaVerdi(k) { maa |= 1 << UInt32(k) }
    }
    self.iOrden = iOrden
    maaHaVerdi = maa
    gjelder = gaar
    type = leser.type
    antall = kolonneAv.count
    lengste = min(lengsteLinje, Postkoe.stoerste / 2 - 16 * 64)
    foer = .allocate(capacity: Self.maksKolonner)
    foer.initialize(repeating: 0, count: Self.maksKolonner)
    lengder = .allocate(capacity: Self.maksKolonner)
    lengder.initialize(repeating: 0, count: Self.maksKolonner)
    alleFelles = .allocate(capacity: 1)
    alleFelles.initialize(
      to: Raskrad.Felles(
        etter: UnsafeRawPointer(lengder), lengder: UnsafePointer(lengder), plasser: UnsafePointer(plasser), hjemler: hjemler,
        medAv: leser.medAv))
  }

  deinit {
    plasser.deinitialize(count: kolonner)
    plasser.deallocate()
    hjemler.frigi()
    felt.deallocate()
    foer.deallocate()
    lengder.deallocate()
    alleFelles.deallocate()
  }

  /// What the rows of a block have in common; until the next block's is asked for.
  func felles(_ blokk: UnsafeRawPointer) -> UnsafePointer<Raskrad.Felles> {
    alleFelles.pointee.etter = blokk + 1
    return UnsafePointer(alleFelles)
  }

  /// Where the values of a row are; nil when one is missing that must be there.
  /// - Parameters:
  ///   - posisjoner: from the one before the row on.
  ///   - cr: whether the row ends with a CR, which is no part of its last value.
  @inline(__always)
  func verdier(_ posisjoner: UnsafePointer<UInt32>, cr: Bool) -> Raskrad.Verdier? {
    let v = iOrden ? iRekkefoelge(posisjoner, cr) : omstokket(posisjoner, cr)
    return v.maske & maaHaVerdi == maaHaVerdi ? v : nil
  }

  @inline(__always)
  private func iRekkefoelge(_ posisjoner: UnsafePointer<UInt32>, _ cr: Bool) -> Raskrad.Verdier {
    var maske = nir_field_lengths(posisjoner, lengder)
    if cr, antall <= Self.maksKolonner {
      let siste = antall &- 1
      lengder[siste] &-= 1
      if lengder[siste] == 0 { maske &= ~(1 &<< UInt32(truncatingIfNeeded: siste)) }
    }
    // Fields behind the type's columns are the file's own.
    maske &= (1 &<< UInt32(truncatingIfNeeded: kolonner)) &- 1
    return Raskrad.Verdier(foer: posisjoner, maske: maske)
  }

  @inline(never)
  private func omstokket(_ posisjoner: UnsafePointer<UInt32>, _ cr: Bool) -> Raskrad.Verdier {
    var maske: UInt32 = 0
    for k in 0..<kolonner where felt[k] >= 0 {
      let f = felt[k]
      foer[k] = posisjoner[f]
      lengder[k] = posisjoner[f + 1] &- posisjoner[f] &- (cr && f == antall - 1 ? 2 : 1)
      if lengder[k] != 0 { maske |= 1 << UInt32(k) }
    }
    return Raskrad.Verdier(foer: UnsafePointer(foer), maske: maske)
  }
}
