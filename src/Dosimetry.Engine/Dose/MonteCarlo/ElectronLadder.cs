using System.Runtime.CompilerServices;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>The rows of <see cref="ElectronSteps"/> in a kernel's memory.</summary>
internal struct ElectronLadder<TF> where TF : struct, IView<float>
{
    /// <summary>Pieces of the energies up to the top in <see cref="StepByEnergy"/>.</summary>
    public const int Bins = 2048;
    public TF Energies, Table, StepByEnergy;
    public int Count, Media;
    public float Cutoff_keV, BinsPerKeV;

    /// <summary>The step that an energy lies in.</summary>
    public int StepOf(float energy_keV)
    {
        int bin = (int)(energy_keV * BinsPerKeV), step = (int)StepByEnergy[bin < Bins ? bin : Bins - 1];
        while (step < Count - 2 && Energies[step + 1] >= energy_keV) step++;
        return step;
    }

    /// <summary>First number of a row; <paramref name="set"/> 0: knock-ons apart, 1: all losses continuous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Row(int set, int medium, int step) => ((set * Media + medium) * Count + step) * ElectronSteps.Fields;

    /// <summary>Share of the step that lies below this energy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Share(int row, int step, float energy_keV) => (energy_keV - Energies[step + 1]) * Table[row + ElectronSteps.PerWidth];

    /// <summary>CSDA range left, mm at 1 g/cm³; a little long within a step, never short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Range(int row, float share)
    {
        float end = Table[row + ElectronSteps.Fields + ElectronSteps.Range]; // of the next step
        return end + share * (Table[row + ElectronSteps.Range] - end);
    }

    /// <summary>cos θ of a share of a step.</summary>
    public float Deflection(int row, float share, ref HistoryRandom random)
    {
        float split = Table[row + ElectronSteps.Split], below = Table[row + ElectronSteps.Below];
        if (share < 0.9999f)
            split = StepDeflection.Split(share * Table[row + ElectronSteps.First], share * Table[row + ElectronSteps.Second], out below);
        return StepDeflection.Cosine(split, below, random.Uniform(), random.Uniform());
    }
}
