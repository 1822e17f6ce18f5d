// swift-tools-version: 6.1
import PackageDescription

// The coverage-guided fuzzer (see README.md): a package of its own, so that the program's build knows nothing of it.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "nir", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [.product(name: "NirReading", package: "nir")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
