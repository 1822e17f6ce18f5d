import Domene
import Kalender

extension Persongenerator {
  enum Slag: CaseIterable {
    /// Lives as they could be, dates close to the frister.
    case liv
    /// Several restarts: moves, stanser, gjenåpninger.
    case omstarter
    /// Permisjoner and fravær around the start, Easter and one another.
    case fravaer
    /// Changes of permit, settlement and law.
    case kategori
    /// Kapittel 6A with one gjenåpning or several, and what can come between.
    case gjenaapning
    /// Any date from 1900 to 2199.
    case vilt
    /// Restarts where nearly everything falls on a few dates and in a few kommuner.
    case tett
  }

  struct Utfall {
    var person: Persongrunnlag
    /// Dates that the run should be computed for.
    var dager: [Dato]
  }
}
