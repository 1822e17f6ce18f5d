import ArgumentParser

@main
struct Nir: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "nir", abstract: "…", version: "0.1.0")
}
