import Innlesing
import Kalender

/// Whom the drop protects, read from Folkeregisteret and UDI alone.
struct Skjermede {
  private var tabell: Persontabell?
  private var personer = Personmengde()

  /// Nobody.
  init() {}

  /// Judged as late as can be: a protection that is known at all holds on every D.
  init(_ listing: DropListing) throws(RunError) {
    let register = listing.files.filter { $0.type.map { !$0.erKommunal } ?? false }
    guard register.contains(where: { $0.type == .folkeregister }) else { return }
    let bare = DropListing(root: listing.root, files: register, refused: [])
    guard let sist = Dato(aar: 2199, maaned: 12, dag: 31) else { return }
    var trinn = Innlesingstrinn(
      inndata: Inndata(bare), dato: sist, grenser: Limits().lesegrenser, traader: defaultThreads(),
      progress: Progress(mode: .quiet))
    let lest = try trinn.kjoer()
    tabell = lest.tabell
    personer = lest.kobling.skjermede
  }

  /// Whether the person of a DUF-nummer is protected; spaces are allowed.
  func har(_ duf: String) -> Bool {
    guard !personer.isEmpty, let tabell, let n = UInt64(duf.filter { $0 != " " }), let p = tabell.plass(n) else {
      return false
    }
    return personer.contains(UInt32(truncatingIfNeeded: tabell.personplass(Int(p))))
  }
}

extension Kolonne {
  /// what a protected person's name, place and registrar stand in.
  var skjermes: Bool {
    switch slag {
    case .kommune, .bydel: true
    case .duf: false
    default: personlig
    }
  }
}
