//! Lists the open issues of a repository, and opens one.

use github::models::IssuesCreateBody;
use github::{Client, Error};

/// The program.
pub async fn run(client: &Client, authorization: &str) -> Result<(), Error> {
    let issues = client.issues();
    let call = issues.list_for_repo("octocat", "hello-world");
    for issue in call.send().await?.iter() {
        println!("#{} {}", issue.number, issue.title);
    }
    let body = IssuesCreateBody::new("It does not start").labels(vec!["bug".into()]);
    let call = issues.create("octocat", "hello-world", &body);
    let opened = call.header("authorization", authorization).send().await?;
    println!("opened {}", opened.html_url);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let token = std::env::var("GITHUB_TOKEN").unwrap_or_default();
    run(&Client::builder().build()?, &format!("Bearer {token}")).await
}
