import Kalender

/// No date, where a date is kept as its day number.
let ingenDato = Int32.min

/// Where a text of a document stands: in the file's bytes or, when it has escapes, among
/// the document's unescaped texts.
struct Utsnitt: BitwiseCopyable {
  /// The offset; of the unescaped texts its complement.
  var fra = 0
  var lengde = 0

  init() {}
  init(fra: Int, lengde: Int) {
    self.fra = fra
    self.lengde = lengde
  }
  /// A part of the file's bytes.
  init(_ r: Range<Int>) { self.init(fra: r.lowerBound, lengde: r.count) }
}

/// What the fields of one list element say. Plain values: making one costs no memory.
struct Dokumentelement: BitwiseCopyable {
  var ajourhold = ingenDato
  var gyldighet = ingenDato
  /// The list's own date.
  var dato = ingenDato
  var gjeldende = Gjeldende.mangler
  var tall: UInt64 = 0
  /// 255: none.
  var kjoenn: UInt8 = 255
  /// 255: none that is known.
  var gradering: UInt8 = 255
  var barn = false
  var kommuneRang: UInt8 = 9
  /// `UInt32.max`: none.
  var kommune = UInt32.max
  var hash: UInt64 = 0
  var fornavn = Utsnitt()
  var mellomnavn = Utsnitt()
  var etternavn = Utsnitt()
  var nivaatekst = Utsnitt()

  enum Gjeldende: UInt8, BitwiseCopyable { case mangler, ja, nei }

  @inline(__always)
  func erKjent(_ d: Dato) -> Bool { ajourhold <= d.dagnummer }
}

/// Finds the element of a list that holds on D, as the elements come: of those with `erGjeldende` = true
/// the last that is known; where none of them is known yet, the newest known one; where
/// there is none with true, none.
struct Gjeldende<V: BitwiseCopyable> {
  private var harGjeldende = false
  private var sisteKjente: V?
  private var nyeste: V?
  private var nyesteAjourhold = ingenDato

  @inline(__always)
  mutating func se(_ v: V, _ e: Dokumentelement, kjent: Bool) {
    if e.gjeldende == .ja {
      harGjeldende = true
      if kjent { sisteKjente = v }
    }
    if kjent, nyeste == nil || e.ajourhold >= nyesteAjourhold {
      nyeste = v
      nyesteAjourhold = e.ajourhold
    }
  }

  var svar: V? { sisteKjente ?? (harGjeldende ? nyeste : nil) }
}
