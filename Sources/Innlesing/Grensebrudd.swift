/// A limit that reading holds, by its name in the pipeline file.
public enum Lesegrense: String, Sendable, CaseIterable {
  case maksBytesFil = "maks_bytes_fil"
  case maksBytesUtpakket = "maks_bytes_utpakket"
  case maksBytesLinje = "maks_bytes_linje"
  case maksFeltRad = "maks_felt_rad"
}

/// That a file went over a limit: which, where first, and by how much. `avvik.csv`
/// says it in fixed words; this is what the manifest and the log say more.
public struct Grensebrudd: Sendable, Equatable {
  public let grense: Lesegrense
  /// What was met at the first place, in the limit's own unit (bytes, fields).
  public let verdi: Int
  /// True: reading stopped there, so that it is `verdi` or more.
  public let minst: Bool
  /// What the pipeline file allows.
  public let maks: Int
  /// Physical line, or ordinal in a JSON array, of the first place; 0: the file itself.
  public var linje: Int
  /// How many rows of the file went over it.
  public var antall = 1

  public init(_ grense: Lesegrense, verdi: Int, minst: Bool = false, maks: Int, linje: Int = 0) {
    self.grense = grense
    self.verdi = verdi
    self.minst = minst
    self.maks = maks
    self.linje = linje
  }
}

extension Filresultat {
  /// Keeps the first place of each limit, and counts the others.
  mutating func meld(_ b: Grensebrudd) {
    if let i = grensebrudd.firstIndex(where: { $0.grense == b.grense }) {
      grensebrudd[i].antall += b.antall
    } else {
      grensebrudd.append(b)
    }
  }

  /// What a later part of the same file met.
  /// - Parameter linjer: lines of the file before that part.
  public mutating func taMed(_ brudd: [Grensebrudd], linjer: Int) {
    for var b in brudd {
      if b.linje > 0 { b.linje += linjer }
      meld(b)
    }
  }

  /// Nothing of the file was read: there is no checksum of it.
  public var ulest: Bool { lesefeil != nil || grensebrudd.contains { $0.grense == .maksBytesFil } }
}
