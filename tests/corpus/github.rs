//! Lists the open issues of a repository, page after page, and opens one.

use github::models::IssuesCreateBody;
use github::{Client, Error};

/// The program.
pub async fn run(client: &Client, token: &str) -> Result<(), Error> {
    let issues = client.issues();
    for page in 1.. {
        let call = issues.list_for_repo("octocat", "hello-world");
        let found = call.per_page(2).page(page).send().await?;
        for issue in found.iter() {
            println!("#{} {}", issue.number, issue.title);
        }
        if found.len() < 2 {
            break;
        }
    }
    let body = IssuesCreateBody::new("It does not start").labels(vec!["bug".into()]);
    let call = issues.create("octocat", "hello-world", &body);
    let opened = call
        .header("authorization", &format!("Bearer {token}"))
        .send()
        .await?;
    println!("opened {}", opened.html_url);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let token = std::env::var("GITHUB_TOKEN").unwrap_or_default();
    run(&Client::builder().build()?, &token).await
}
