using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dosimetry.Cases;
using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dosimetry.Web.Tests.Hosting;

/// <summary>The web application in this process, on a data folder of its own.</summary>
public sealed class WebHost : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;

    public WebHost(params (string Key, string Value)[] settings) => _settings = settings.ToDictionary(s => s.Key, s => s.Value);

    /// <summary>Folder of the record.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("dosimetry-host-").FullName;

    /// <summary>The record, for what a test must prepare or look at.</summary>
    public CaseWorkspace Record => Services.GetRequiredService<CaseWorkspace>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Dosimetry:DataFolder", DataFolder);
        builder.UseSetting("Dosimetry:Tool", TestFiles.FakeTool);
        foreach ((string key, string value) in _settings) builder.UseSetting(key, value);
    }

    /// <summary>A browser without a sign-in that does not follow redirects.</summary>
    public HttpClient Stranger() => CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>A browser of a person with these roles, signed in by a one-time link, with the token that changing requests need.</summary>
    public async Task<HttpClient> SignInAsync(string name = "anna", Role roles = Role.Physicist)
    {
        UserAccount user = Record.Users.Create(Actor.System, name, name, "four quiet lutetium words", roles);
        HttpClient client = Stranger();
        string page = $"/signin?link={Record.Links.Create(Actor.System, user.Id)}";
        using HttpResponseMessage answer = await client.SubmitAsync(page);
        Assert.Equal("/cases", answer.Target());
        client.DefaultRequestHeaders.Add("RequestVerificationToken", (await client.FormAsync("/cases", "form.who"))["__RequestVerificationToken"]);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) TestSupport.TestFolder.Delete(DataFolder);
    }
}

/// <summary>What a browser does with forms.</summary>
internal static class Forms
{
    /// <summary>Hidden fields of the form on a page.</summary>
    public static async Task<Dictionary<string, string>> FormAsync(this HttpClient client, string page, string selector = "form")
    {
        IHtmlDocument document = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(page));
        var form = document.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} on {page}: {document.Body?.TextContent}");
        return form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
    }

    /// <summary>Path and query that an answer redirects to, or null.</summary>
    public static string? Target(this HttpResponseMessage answer) => answer.Headers.Location is { } to
        ? new Uri(new Uri("http://localhost"), to).PathAndQuery
        : null;

    /// <summary>Opens a page, fills fields into its form and sends it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string page, params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> form = await client.FormAsync(page);
        foreach ((string name, string value) in fields) form[name] = value;
        return await client.PostAsync(page, new FormUrlEncodedContent(form));
    }
}
