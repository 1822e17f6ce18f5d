import Testing

@testable import Rapport
