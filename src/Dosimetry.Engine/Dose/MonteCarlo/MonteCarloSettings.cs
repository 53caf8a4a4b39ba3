namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>Numbers of the method; the defaults are those whose results the documentation states.</summary>
/// <param name="DefaultHistories">Decays when neither a number nor an uncertainty was asked for.</param>
/// <param name="Batches">Batches of a run with a given number of decays: the uncertainty is known to 1/√(2 B).</param>
/// <param name="StepLoss">Share of its energy that an electron loses in one step.</param>
/// <param name="PhotonWeight">One photon of this many is followed, for all of them: photons take most time and give least of the dose.</param>
/// <param name="PacketLimit_keV">Photons up to this energy travel as packets of energy that leave kerma along their tracks.</param>
public sealed record MonteCarloSettings(long DefaultHistories = 20_000_000, int Batches = 32, double StepLoss = 0.10, int PhotonWeight = 16,
    double PacketLimit_keV = 400);
