import Tabular

/// How an element of a list was written before, and what it said apart from its digits. Most elements
/// of a list differ in nothing else, or only in their last fields.
struct Elementmal: ~Copyable {
  /// A text with digits: it is read anew in every element.
  struct Stykke: BitwiseCopyable {
    /// From the element's start.
    var fra: Int
    var lengde: Int
    var noekkel: Dokumentnoekkel
  }

  /// A place in the template behind a field, or behind the whole element.
  struct Punkt: BitwiseCopyable {
    var til: Int
    /// Bytes that must agree: what ends a literal is seen by the byte after it.
    var krever: Int
    /// Of the pieces, those before this place.
    var stykker: Int
    var erSlutt: Bool
    /// Whether so little is left that a better template need not be looked for.
    var erGodt = false
    /// As in `lesFelt`.
    var sett: UInt64
    var forrige: UInt8
    /// What the fields without digits before this place say.
    var element: Dokumentelement
  }

  var tekst = JSONTemplate()
  var stykker = Rekke<Stykke>()
  var punkter = Rekke<Punkt>()
  var treff: UInt32 = 0

  /// The last place up to which as many bytes agree, good until the template is changed; nil: there is none.
  @inline(__always)
  func punkt(_ like: Int) -> UnsafePointer<Punkt>? {
    guard let foerste = punkter.verdier.baseAddress else { return nil }
    var i = punkter.antall
    while i > 0 {
      i &-= 1
      if foerste[i].krever <= like { return UnsafePointer(foerste + i) }
    }
    return nil
  }

  /// Takes an element's text, in which `stykker` and `punkter` stand by now.
  mutating func sett(_ bytes: UnsafeRawBufferPointer, fra: Int, strenger: [Range<Int>]) {
    var lengde = 0
    let antall = punkter.antall
    for i in 0..<antall {
      punkter.endre(i) { $0.erGodt = 2 * i >= antall }
      lengde = punkter.verdier[i].krever
    }
    tekst.learn(bytes, fra..<fra + lengde, strings: strenger)
  }
}

/// The templates of all lists, some a list: there are a few ways that its elements are written in.
struct Elementmaler: ~Copyable {
  private static let perListe = 2
  private let maler: UnsafeMutablePointer<Elementmal>
  /// By list: elements that no template was good for.
  private var bom = [UInt32](repeating: 0, count: Dokumentnoekkel.lister)

  init() {
    maler = .allocate(capacity: Self.perListe * Dokumentnoekkel.lister)
    for i in 0..<Self.perListe * Dokumentnoekkel.lister { (maler + i).initialize(to: Elementmal()) }
  }

  deinit {
    maler.deinitialize(count: Self.perListe * Dokumentnoekkel.lister)
    maler.deallocate()
  }

  /// The templates of a list, which lie side by side; good as long as this value lives.
  @inline(__always)
  func av(_ liste: Dokumentnoekkel) -> UnsafeMutablePointer<Elementmal> { maler + Self.perListe &* Int(liste.rawValue) }

  /// The template that the next element of a list is to be held in; nil: not worth it this time. Where elements
  /// come in ever new ways, ever fewer of them are held.
  @inline(never)
  mutating func ny(_ liste: Dokumentnoekkel) -> UnsafeMutablePointer<Elementmal>? {
    let n = bom[Int(liste.rawValue)]
    bom[Int(liste.rawValue)] = n &+ 1
    guard n & (n &+ 1) == 0 || n % 256 == 0 else { return nil }
    let m = av(liste)
    let i = m[0].treff <= m[1].treff ? 0 : 1
    m[1 - i].treff /= 2
    m[i].treff = 0
    return m + i
  }
}
