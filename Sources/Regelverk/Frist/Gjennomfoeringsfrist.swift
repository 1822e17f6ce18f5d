import Domene
import Kalender
import Kodeverk

/// The fold of F-02 to F-06: a starting date, then one step for each extension.
/// F-07 is a step of the walk, because it needs the avslutninger.
enum Gjennomfoeringsfrist {
  /// F-02 (S1 §3.2): months of the gjennomføringsfrist; nil when there is none yet.
  static func maaneder(_ lov: Lovverk, _ sluttmaal: Sluttmaalsoppslag.Fakta?, _ parametre: Parametre.Gjeldende)
    -> Int?
  {
    switch lov {
    case .integreringsloven: sluttmaal?.fristMnd
    case .introduksjonsloven: parametre.introduksjonslovenFristMnd
    }
  }

  /// F-03: the most months that it can be extended by.
  static func maksUtvidelse(_ lov: Lovverk, _ sluttmaal: Sluttmaalsoppslag.Fakta?, _ parametre: Parametre.Gjeldende)
    -> Int
  {
    switch lov {
    case .integreringsloven: sluttmaal?.maksUtvidelseMnd ?? 0
    case .introduksjonsloven: parametre.introduksjonslovenMaksUtvidelseMnd
    }
  }
}

extension Fristtrinn {
  /// The step that adds `utvidelse` to `frist`, and the new frist.
  static func legg(_ utvidelse: Utvidelse, til frist: inout Dato, _ regel: Fristregel, _ grunn: Trinngrunn)
    -> Fristtrinn
  {
    switch utvidelse {
    case .maaneder(let n): frist = frist.plussMaanederAvkortet(n)
    case .virkedager(let n): frist = Fjernfrist.legg(n, til: frist)
    case .kalenderdager(let n): frist = frist + n
    }
    return Fristtrinn(regel: regel, grunn: grunn, utvidelse: utvidelse, nyFrist: frist)
  }
}
