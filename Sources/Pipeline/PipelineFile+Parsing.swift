import Glibc
import Innlesing
import Kalender
import Kodeverk
import Yams

extension PipelineFile {
  /// Greatest size of a pipeline file; a real one has a few KiB.
  static let maxBytes = 1 << 20

  /// Reads a pipeline file. Every fault of it is `RunError.usage` with file and line.
  public static func load(_ path: String) throws(RunError) -> PipelineFile {
    guard let bytes = Posix.read(Array(path.utf8), limit: maxBytes) else {
      let reason = errno == EFBIG ? "larger than \(maxBytes) bytes" : Posix.reason()
      throw .usage("pipeline file \(visiblePath(path.utf8)): \(reason)")
    }
    return try parse(bytes, path: path)
  }

  /// Reads a pipeline file from its bytes.
  public static func parse(_ bytes: [UInt8], path: String) throws(RunError) -> PipelineFile {
    let reader = PipelineReader(file: visiblePath(path.utf8))
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw reader.fault(nil, "is not UTF-8")
    }
    let top = try reader.compose(text)
    var file = PipelineFile(
      path: path, sha256: Checksum.hex(bytes), name: "", beregningsdato: .today, input: "", patterns: .dropLayout,
      limits: Limits(), output: "", dialect: .excelNb, outputs: OutputName.standard, threads: nil,
      parametre: Parametre())
    try reader.read(top, into: &file)
    return file
  }
}

/// Walks the nodes of one pipeline file; every node has its line.
private struct PipelineReader {
  let file: String

  func fault(_ node: Node?, _ what: String) -> RunError { fault(line: node?.mark?.line, what) }

  func fault(line: Int?, _ what: String) -> RunError {
    .usage(line.map { "\(file):\($0): \(what)" } ?? "\(file): \(what)")
  }

  func compose(_ text: String) throws(RunError) -> Node {
    do {
      // Of the rules that give plain texts a type only the one for null is asked for; they are regular
      // expressions, which take milliseconds to make.
      let rules = ["~", "null", "Null", "NULL"].contains { text.contains($0) } ? Resolver.default : .basic
      guard let node = try Yams.compose(yaml: text, rules) else { throw fault(nil, "is empty") }
      return node
    } catch let e as RunError {
      throw e
    } catch let e as YamlError {
      switch e {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw fault(line: mark.line, "not YAML: \(problem)")
      case .duplicatedKeysInMapping(let keys, let context):
        throw fault(line: context.mark.line, "key `\(keys.first ?? "")` is given more than once")
      default:
        throw fault(nil, "not YAML")
      }
    } catch {
      throw fault(nil, "not YAML")
    }
  }

  func read(_ top: Node, into f: inout PipelineFile) throws(RunError) {
    let keys = [
      "name", "beregningsdato", "input", "files", "limits", "output", "dialect", "outputs", "kjoeringer", "threads",
      "parametre",
    ]
    let m = try mapping(top, "a pipeline file", keys: keys)
    for key in ["name", "beregningsdato", "input", "output"] where m[key] == nil {
      throw fault(top, "key `\(key)` is missing")
    }
    for (key, node) in m.ordered {
      switch key {
      case "name": f.name = try text(node, key)
      case "beregningsdato":
        guard let d = RunDate(try text(node, key)) else {
          throw fault(node, "`beregningsdato` must be `today` or a date (åååå-mm-dd or dd.mm.åååå)")
        }
        f.beregningsdato = d
      case "input": f.input = try text(node, key)
      case "files": f.patterns = try patterns(node)
      case "limits": f.limits = try limits(node)
      case "output": f.output = try text(node, key)
      case "dialect":
        let value = try text(node, key)
        guard let d = OutputDialect(rawValue: value) else {
          throw fault(node, "`dialect` must be \(list(OutputDialect.allCases.map(\.rawValue)))")
        }
        f.dialect = d
      case "outputs": f.outputs = try outputs(node, &f.outputOptions)
      case "kjoeringer": f.kept = try kept(node)
      case "threads": f.threads = try whole(node, key, 1...1024)
      default: f.parametre = try parametre(node)
      }
    }
  }

  private func patterns(_ node: Node) throws(RunError) -> FilePatterns {
    let m = try mapping(node, "`files`", keys: Inndatatype.allCases.map(\.navn))
    guard !m.ordered.isEmpty else { throw fault(node, "`files` names no type; leave it out for the drop layout") }
    var entries: [FilePatterns.Entry] = []
    for (name, value) in m.ordered {
      guard let type = Inndatatype.allCases.first(where: { $0.navn == name }) else { continue }
      var globs: [Glob] = []
      for item in try oneOrMore(value, name) {
        let pattern = try text(item, name)
        do {
          globs.append(try Glob(pattern))
        } catch {
          throw fault(item, "pattern `\(pattern)` of `\(name)` \(error.reason)")
        }
      }
      entries.append(.init(type: type, globs: globs))
    }
    return .named(entries)
  }

  private func limits(_ node: Node) throws(RunError) -> Limits {
    let m = try mapping(node, "`limits`", keys: Limits.names)
    var l = Limits()
    for s in Limits.shares {
      if let n = m[s.name] { l[keyPath: s.path] = try share(n, s.name) }
    }
    for c in Limits.counts {
      if let n = m[c.name] { l[keyPath: c.path] = try whole(n, c.name, c.range) }
    }
    return l
  }

  private func kept(_ node: Node) throws(RunError) -> KeepRuns {
    var k = KeepRuns()
    for (key, value) in try mapping(node, "`kjoeringer`", keys: ["behold", "behold_feilede"]).ordered {
      switch key {
      case "behold": k.published = try whole(value, key, 1...1000)
      default: k.failed = try whole(value, key, 0...1000)
      }
    }
    return k
  }

  /// A name, or a name with what is wanted of it: `fristvarsel: {dager: 90}`.
  private func outputs(_ node: Node, _ options: inout OutputOptions) throws(RunError) -> [OutputName] {
    var wanted: Set<OutputName> = []
    for item in try oneOrMore(node, "outputs") {
      var (nameNode, own): (Node, Node?) = (item, nil)
      if case .mapping(let m) = item {
        guard m.count == 1, let (k, v) = m.first else {
          throw fault(item, "an output is a name, or one name with its options")
        }
        (nameNode, own) = (k, v)
      }
      let value = try text(nameNode, "outputs")
      guard let name = OutputName(rawValue: value) else {
        throw fault(nameNode, "`\(value)` is no output; known: \(list(OutputName.allCases.map(\.rawValue)))")
      }
      guard wanted.insert(name).inserted else { throw fault(nameNode, "output `\(value)` is given more than once") }
      if let own { try outputOptions(own, name, &options) }
    }
    return OutputName.allCases.filter(wanted.contains)
  }

  private func outputOptions(_ node: Node, _ name: OutputName, _ options: inout OutputOptions) throws(RunError) {
    let keys =
      (name.kommunekolonne != nil ? ["per_kommune"] : []) + (name == .fristvarsel ? ["dager"] : [])
      + (name == .avvik ? ["masker_verdi"] : [])
    guard !keys.isEmpty else { throw fault(node, "output `\(name.rawValue)` has no options") }
    for (key, value) in try mapping(node, "output `\(name.rawValue)`", keys: keys).ordered {
      switch key {
      case "dager": options.fristvarselDager = try whole(value, key, 0...3660)
      case "masker_verdi": options.maskerVerdi = try truth(value, key)
      default: if try truth(value, key) { options.perKommune.insert(name) }
      }
    }
  }

  private func truth(_ node: Node, _ key: String) throws(RunError) -> Bool {
    switch try text(node, key) {
    case "true": return true
    case "false": return false
    default: throw fault(node, "`\(key)` must be true or false")
    }
  }

  private func parametre(_ node: Node) throws(RunError) -> Parametre {
    let m = try mapping(node, "`parametre`", keys: Parametre.Navn.allCases.map(\.rawValue))
    var p = Parametre()
    for (key, value) in m.ordered {
      guard let navn = Parametre.Navn(rawValue: key) else { continue }
      guard p.endre(navn, til: try text(value, key)) else {
        throw fault(value, "value of parameter `\(key)` is not of its kind")
      }
    }
    return p
  }

  // MARK: the kinds of value

  private struct Keys {
    var ordered: [(key: String, node: Node)] = []
    subscript(key: String) -> Node? { ordered.first { $0.key == key }?.node }
  }

  private func mapping(_ node: Node, _ what: String, keys: [String]) throws(RunError) -> Keys {
    guard case .mapping(let m) = node else { throw fault(node, "\(what) must be keys with values") }
    var out = Keys()
    for (k, v) in m {
      guard case .scalar(let s) = k, keys.contains(s.string) else {
        let name = if case .scalar(let s) = k { "`\(s.string)`" } else { "that is no text" }
        throw fault(k, "unknown key \(name) in \(what); known: \(list(keys))")
      }
      out.ordered.append((s.string, v))
    }
    return out
  }

  private func oneOrMore(_ node: Node, _ key: String) throws(RunError) -> [Node] {
    switch node {
    case .scalar: return [node]
    case .sequence(let s):
      guard !s.isEmpty else { throw fault(node, "`\(key)` is an empty list") }
      return Array(s)
    default: throw fault(node, "`\(key)` must be a text or a list of texts")
    }
  }

  private func text(_ node: Node, _ key: String) throws(RunError) -> String {
    guard case .scalar(let s) = node else { throw fault(node, "`\(key)` must be a text") }
    guard !s.string.isEmpty, node.tag.description != "tag:yaml.org,2002:null" else {
      throw fault(node, "`\(key)` has no value")
    }
    guard !s.string.utf8.contains(0) else { throw fault(node, "`\(key)` holds a NUL") }
    return s.string
  }

  private func whole(_ node: Node, _ key: String, _ range: ClosedRange<Int>) throws(RunError) -> Int {
    let t = try text(node, key)
    guard let n = Int(t), t.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      throw fault(node, "`\(key)` must be a whole number")
    }
    guard range.contains(n) else {
      throw fault(node, "`\(key)` must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return n
  }

  /// A share: `0.05`, `0,05` or `5 %`.
  private func share(_ node: Node, _ key: String) throws(RunError) -> Double {
    var t = try text(node, key)
    var scale = 1.0
    if t.hasSuffix("%") {
      t.removeLast()
      while t.hasSuffix(" ") { t.removeLast() }
      scale = 100
    }
    let point = String(t.map { $0 == "," ? "." : $0 })
    guard point.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }), let v = Double(point),
      v / scale <= 1
    else { throw fault(node, "`\(key)` must be a share from 0 to 1, or a percentage") }
    return v / scale
  }

  private func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
